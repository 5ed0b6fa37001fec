import type { Attribute, ResourceKind, Schema } from "./attributes.ts";
import { KINDS } from "./attributes.ts";
import { listResponse, MOST_RESULTS } from "./list.ts";
import type { Members } from "./resource.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0";

/** The largest body that is read. */
export const LARGEST_BODY = 1_048_576;

/** What this service can and cannot do (RFC 7643 §5). */
export function serviceProviderConfig(base: string): Members {
  return {
    schemas: [`${CORE}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: LARGEST_BODY },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer token",
        description: "A token that the operator of Akkoord made for the organisation.",
        specUri: "https://www.rfc-editor.org/info/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

/** The kinds of resources that there are (RFC 7643 §6). */
export function resourceTypes(base: string): Members[] {
  return KINDS.map(({ name, endpoint, description, core, extensions }) => ({
    schemas: [`${CORE}:ResourceType`],
    id: name,
    name,
    endpoint,
    description,
    schema: core.id,
    schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  }));
}

/** The schemas that resources follow (RFC 7643 §7). */
export function schemas(base: string): Members[] {
  const all = KINDS.flatMap(({ core, extensions }: ResourceKind): Schema[] => [core, ...extensions]);
  return all.map(({ id, name, description, attributes }) => ({
    schemas: [`${CORE}:Schema`],
    id,
    name,
    description,
    attributes: attributes.map(described),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  }));
}

/** All of a kind as one list. */
export function listed(resources: readonly Members[]): object {
  return listResponse({ totalResults: resources.length, startIndex: 1 }, resources);
}

function described(attribute: Attribute): Members {
  const { referenceTypes, canonicalValues, subAttributes, ...rest } = attribute;
  return {
    ...rest,
    ...(referenceTypes === undefined ? {} : { referenceTypes: [...referenceTypes] }),
    ...(canonicalValues === undefined ? {} : { canonicalValues: [...canonicalValues] }),
    ...(attribute.type === "complex" ? { subAttributes: subAttributes.map(described) } : {}),
  };
}
