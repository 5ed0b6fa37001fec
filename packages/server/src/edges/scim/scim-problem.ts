import { ApplicationError, type ProblemCode } from "../../platform/errors.ts";

/** What went wrong, in the words of SCIM (RFC 7644 §3.12). */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers";

/** A request that does not follow SCIM; the detail is for who set up the client. */
export class ScimProblem extends Error {
  override readonly name = "ScimProblem";
  readonly status: number;
  readonly scimType: ScimType | null;

  constructor(status: number, scimType: ScimType | null, detail: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

/** The body of an error answer. */
export interface ScimErrorBody {
  readonly schemas: readonly string[];
  readonly status: string;
  readonly scimType?: ScimType;
  readonly detail: string;
}

const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

const TYPES: Partial<Record<ProblemCode, ScimType>> = {
  "invalid-input": "invalidValue",
  "person-exists": "uniqueness",
  "group-exists": "uniqueness",
};

/** Any problem as SCIM says it. */
export function asScimError(error: ScimProblem | ApplicationError): ScimErrorBody {
  const scimType = error instanceof ApplicationError ? TYPES[error.code] : error.scimType;
  return {
    schemas: [ERROR_SCHEMA],
    status: String(error.status),
    ...(scimType === undefined || scimType === null ? {} : { scimType }),
    detail: error.message,
  };
}
