const SEED = /\bSU[A-Z2-7]{56}\b/;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** The seed of a user's NKey in a text: the seed itself, or a file that holds one. Undefined for none. */
export const seedIn = (text: string): string | undefined => SEED.exec(text)?.[0];

/** The JWT and the seed in a credentials file. Undefined where one is missing. */
export function credentialsIn(text: string): { jwt: string; seed: string } | undefined {
  const jwt = JWT.exec(text)?.[0];
  const seed = seedIn(text);
  return jwt === undefined || seed === undefined ? undefined : { jwt, seed };
}
