import { type ColumnType, type Generated, type Kysely, sql } from "kysely";
import type { Role } from "../../platform/actor.ts";
import type { Schema } from "../../platform/database/migrate.ts";
import type { ProvisionedResource } from "./provisioned.ts";

/** Where we know somebody from: they signed in, or their organisation's administration told us. */
export type PersonSource = "sign-in" | "scim";

/** Who ended somebody: their organisation's administration, or somebody by hand. */
export type EndedBy = "scim" | "by-hand";

/** People, the groups they are in, and the systems that tell us of them. */
export type DirectoryTables = {
  person: {
    id: ColumnType<string, string, never>;
    /** Null until somebody who was told of signs in for the first time. */
    issuer: ColumnType<string | null, string | null, string | null>;
    subject: ColumnType<string | null, string | null, string | null>;
    name: string;
    organisation: string | null;
    /** What the identity provider said at the last sign-in. */
    roles: ColumnType<Role[], readonly Role[], readonly Role[]>;
    first_seen: ColumnType<Date, Date, never>;
    /** When they last signed in; null for never. */
    last_seen: Date | null;
    user_name: ColumnType<string | null, string | null | undefined, string | null>;
    external_id: ColumnType<string | null, string | null | undefined, string | null>;
    email: ColumnType<string | null, string | null | undefined, string | null>;
    active: Generated<boolean>;
    department: ColumnType<string | null, string | null | undefined, string | null>;
    /** The id of a person. */
    manager: ColumnType<string | null, string | null | undefined, string | null>;
    source: Generated<PersonSource>;
    /** What their organisation's administration told, without what it cannot change. */
    scim: ColumnType<ProvisionedResource | null, string | null | undefined, string | null>;
    scim_version: Generated<number>;
    /** The provider whose identity may become this person at a first sign-in. */
    link_issuer: ColumnType<string | null, string | null | undefined, string | null>;
    changed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    ended_by: ColumnType<EndedBy | null, EndedBy | null | undefined, EndedBy | null>;
    /** When their organisation's administration removed them: it sees them no more. */
    deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  scim_client: {
    id: ColumnType<string, string, never>;
    organisation: ColumnType<string, string, never>;
    name: ColumnType<string, string, never>;
    /** SHA-256 of the token: whoever reads the database cannot act with it. */
    token_hash: ColumnType<string, string, never>;
    link_issuer: ColumnType<string, string, never>;
    /** Other organisations that it may move people to. */
    moves_to: ColumnType<string[], readonly string[], never>;
    created_at: ColumnType<Date, Date, never>;
    last_used: ColumnType<Date | null, null, Date>;
    ended_at: ColumnType<Date | null, null, Date>;
  };
  scim_group: {
    id: ColumnType<string, string, never>;
    organisation: ColumnType<string, string, never>;
    display_name: string;
    external_id: string | null;
    version: Generated<number>;
    created_at: ColumnType<Date, Date, never>;
    changed_at: Date;
  };
  scim_group_member: {
    group_id: ColumnType<string, string, never>;
    person_id: ColumnType<string, string, never>;
  };
  leaving_certificate: {
    id: ColumnType<string, string, never>;
    person_id: ColumnType<string, string, never>;
    organisation: ColumnType<string | null, string | null, never>;
    ended_at: ColumnType<Date, Date, never>;
    /** The certificate as it was signed. */
    document: ColumnType<string, string, never>;
  };
};

/** The made-up people of the demo have one issuer, whatever the address of the server. */
export const DEMO_ISSUER = "urn:akkoord:demo-identity";

/** What is known of people follows the identity provider and their organisation's administration. */
export const directorySchema: Schema = {
  rights: {
    person: ["select", "insert", "update"],
    scim_client: ["select", "insert", "update"],
    scim_group: ["select", "insert", "update", "delete"],
    scim_group_member: ["select", "insert", "delete"],
    // Never changed, never removed: it proves what was done.
    leaving_certificate: ["select", "insert"],
  },
  migrations: {
    "2026-11-21-04-directory": {
      async up(database: Kysely<never>) {
        await sql`
          create table person (
            id uuid primary key,
            issuer text not null,
            subject text not null,
            name text not null,
            organisation text,
            roles text[] not null,
            first_seen timestamptz not null,
            last_seen timestamptz not null,
            unique (issuer, subject)
          )`.execute(database);
      },
    },
    "2026-11-22-20-directory-provisioning": {
      async up(database: Kysely<never>) {
        await sql`
          alter table person
            alter column issuer drop not null,
            alter column subject drop not null,
            alter column last_seen drop not null,
            add column user_name text,
            add column external_id text,
            add column email text,
            add column active boolean not null default true,
            add column department text,
            add column manager uuid,
            add column source text not null default 'sign-in' check (source in ('sign-in', 'scim')),
            add column scim jsonb,
            add column scim_version integer not null default 1,
            add column link_issuer text,
            add column changed_at timestamptz,
            add column ended_at timestamptz,
            add column ended_by text check (ended_by in ('scim', 'by-hand')),
            add column deleted_at timestamptz,
            add check ((issuer is null) = (subject is null)),
            add check (ended_at is null or not active)`.execute(database);
        await sql`update person set user_name = subject`.execute(database);
        // People of the demo who were met under several addresses: the one seen last stays findable.
        await sql`
          update person set issuer = ${sql.lit(DEMO_ISSUER)}
          where id in (
            select distinct on (subject) id from person
            where issuer like '%/demo-identity' order by subject, last_seen desc
          )`.execute(database);
        // What the administration of one organisation calls people is theirs alone; people of a sign-in may share names.
        await sql`
          create unique index person_user_name on person (organisation, lower(user_name))
          where source = 'scim' and deleted_at is null`.execute(database);
        await sql`
          create unique index person_external_id on person (organisation, external_id)
          where source = 'scim' and deleted_at is null`.execute(database);
        await sql`create index person_user_name_lookup on person (lower(user_name))`.execute(database);
        await sql`create index person_external_id_lookup on person (external_id)`.execute(database);
        await sql`create index person_email_lookup on person (lower(email))`.execute(database);
        await sql`create index person_organisation on person (organisation, first_seen, id)`.execute(
          database,
        );
        await sql`create index person_manager on person (manager)`.execute(database);
        await sql`
          create table scim_client (
            id uuid primary key,
            organisation text not null,
            name text not null,
            token_hash text not null unique,
            link_issuer text not null,
            moves_to text[] not null,
            created_at timestamptz not null,
            last_used timestamptz,
            ended_at timestamptz
          )`.execute(database);
        await sql`
          create table scim_group (
            id uuid primary key,
            organisation text not null,
            display_name text not null,
            external_id text,
            version integer not null default 1,
            created_at timestamptz not null,
            changed_at timestamptz not null
          )`.execute(database);
        await sql`
          create unique index scim_group_name on scim_group (organisation, lower(display_name))`.execute(
          database,
        );
        await sql`
          create table scim_group_member (
            group_id uuid not null references scim_group on delete cascade,
            person_id uuid not null references person,
            primary key (group_id, person_id)
          )`.execute(database);
        await sql`create index scim_group_member_person on scim_group_member (person_id)`.execute(database);
        await sql`
          create table leaving_certificate (
            id uuid primary key,
            person_id uuid not null references person,
            organisation text,
            ended_at timestamptz not null,
            document text not null
          )`.execute(database);
        await sql`
          create index leaving_certificate_person on leaving_certificate (person_id, ended_at)`.execute(
          database,
        );
      },
    },
    // What administrations told before it was left out: numbers, titles, and addresses that are not for work.
    "2026-11-22-70-directory-minimised": {
      async up(database: Kysely<never>) {
        const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        await sql`
          with kept as (
            select person.id, one.address,
              jsonb_strip_nulls((scim - 'emails')
                #- '{name,honorificPrefix}' #- '{name,honorificSuffix}'
                #- ${sql.lit(`{${enterprise},employeeNumber}`)}
                #- ${sql.lit(`{${enterprise},costCenter}`)}
                #- ${sql.lit(`{${enterprise},division}`)}
                || case when one.address is null then '{}' else jsonb_build_object('emails', jsonb_build_array(one.address)) end
              ) as told
            from person
            left join lateral (
              select address
              from jsonb_array_elements(
                case jsonb_typeof(scim -> 'emails') when 'array' then scim -> 'emails' else '[]' end
              ) with ordinality as listed (address, place)
              where lower(coalesce(address ->> 'type', 'work')) = 'work'
              order by address ->> 'type' is null, (address ->> 'primary') is distinct from 'true', place
              limit 1
            ) one on true
            where scim is not null
          ), cleaned as (
            select id, address,
              told
                - case when told -> 'name' = '{}' then 'name' else '' end
                - case when told -> ${sql.lit(enterprise)} = '{}' then ${sql.lit(enterprise)} else '' end as told
            from kept
          )
          update person set
            scim = cleaned.told,
            email = nullif(left(trim(cleaned.address ->> 'value'), 320), ''),
            scim_version = scim_version + 1
          from cleaned
          where person.id = cleaned.id and person.scim <> cleaned.told`.execute(database);
      },
    },
  },
};
