// Compiled, never run: an operation's variables and answer have the types that the schema promises.
import { useFragment } from '../generated/client';
import {
  InPolygonDocument,
  type ProviderCardFragment,
  ProviderCardFragmentDoc,
  ProvidersInBoxDocument,
  TerritoryDocument,
} from '../generated/client/graphql';
import { ask } from './ask';

const endpoint = 'http://127.0.0.1:8000/graphql';

export async function cards(after: string | null): Promise<ProviderCardFragment[]> {
  const { providers } = await ask(endpoint, ProvidersInBoxDocument, { after });
  return (providers?.edges ?? []).map(({ node }) => useFragment(ProviderCardFragmentDoc, node));
}

export function where(card: ProviderCardFragment): { lat: number; lon: number } | null {
  // The location is always in the list, its point may be unknown.
  return card.locations[0]?.point ?? null;
}

export async function inArea(ring: number[][]): Promise<number | undefined> {
  const { providers } = await ask(endpoint, InPolygonDocument, { area: { type: 'Polygon', coordinates: [ring] } });
  return providers?.totalCount;
}

export async function outline(): Promise<string | undefined> {
  const { territory } = await ask(endpoint, TerritoryDocument, {});
  return territory?.boundary?.type;
}

// @ts-expect-error: the operation needs its area.
void ask(endpoint, InPolygonDocument, {});

// @ts-expect-error: a sector is one of the schema's, in upper case.
export const sector: ProviderCardFragment['sector'] = 'state';
