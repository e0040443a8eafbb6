import { expect, test } from 'vitest';
import { groupsOfFour } from '#lib/ui/words/format.ts';
import { parseHash } from '#lib/ui/verify/published-hash.ts';

const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test.each([
	['as it is', hash],
	['in groups of four', groupsOfFour(hash).join(' ')],
	['in upper case with colons', (hash.toUpperCase().match(/../g) ?? []).join(':')],
	['on two lines', `  ${hash.slice(0, 32)}\n${hash.slice(32)}\n`],
	['as sha256sum prints it', `${hash}  SHA256SUMS\n`],
	['in a sentence', `Build ID: ${hash}.`]
])('a hash is read %s', (_, text) => {
	expect(parseHash(text)).toBe(hash);
});

test.each([
	['nothing', ''],
	['a digit too few', hash.slice(1)],
	['a digit too many', `${hash}0`],
	['a digit that is none', `g${hash.slice(1)}`],
	['two hashes', `${hash}  index.html\n${hash}  icon.svg\n`]
])('%s is no hash', (_, text) => {
	expect(parseHash(text)).toBeUndefined();
});
