import { expect, test } from 'vitest';
import { forbidsConnections } from '#lib/ui/platform/network-policy.ts';

test.each([
	["default-src 'none'; connect-src 'none'", true],
	["default-src 'none'", true],
	["default-src 'self'; connect-src 'none'", true],
	["CONNECT-SRC 'NONE'", true],
	['connect-src', true],
	["default-src 'none'; connect-src 'self'", false],
	["connect-src 'self'; connect-src 'none'", false],
	["connect-src 'none' https://elsewhere.example", false],
	["default-src 'self'", false],
	["script-src 'none'", false],
	["x-connect-src 'none'", false],
	['', false],
	[undefined, false]
])('%s forbids connections: %s', (policy, forbids) => {
	expect(forbidsConnections(policy)).toBe(forbids);
});
