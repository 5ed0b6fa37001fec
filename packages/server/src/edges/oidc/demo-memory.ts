import type { Adapter, AdapterPayload } from "oidc-provider";

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** What the embedded provider remembers while people sign in. Gone after a restart: sessions are ours. */
export function createDemoMemory(): (kind: string) => Adapter {
  const kept = new Map<string, Kept>();
  const find = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    return found !== undefined && found.until > Date.now() ? found.payload : undefined;
  };
  const removeExpired = (): void => {
    for (const [key, { until }] of kept) if (until <= Date.now()) kept.delete(key);
  };
  return (kind) => {
    const keyOf = (id: string) => `${kind}:${id}`;
    const findWhere = async (matches: (payload: AdapterPayload) => boolean) =>
      [...kept.keys()]
        .filter((key) => key.startsWith(`${kind}:`))
        .map(find)
        .find((payload) => payload !== undefined && matches(payload));
    return {
      async upsert(id, payload, expiresIn = 600) {
        removeExpired();
        kept.set(keyOf(id), { payload, until: Date.now() + expiresIn * 1_000 });
      },
      find: async (id) => find(keyOf(id)),
      findByUid: (uid) => findWhere((payload) => payload.uid === uid),
      findByUserCode: (code) => findWhere((payload) => payload.userCode === code),
      async consume(id) {
        const found = kept.get(keyOf(id));
        if (found === undefined) return;
        kept.set(keyOf(id), {
          ...found,
          payload: { ...found.payload, consumed: Math.floor(Date.now() / 1_000) },
        });
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}
