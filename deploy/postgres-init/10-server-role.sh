#!/bin/sh
# The role that the server works as: it gets rights per table from the owner, and none to change the audit trail.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$SERVER_PASSWORD" <<'SQL'
create role akkoord_server login nosuperuser nocreatedb nocreaterole password :'password';
grant connect on database akkoord to akkoord_server;
SQL
