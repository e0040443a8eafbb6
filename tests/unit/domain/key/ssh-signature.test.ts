import { expect, test } from 'vitest';
import { isSshNamespace, sshNumber } from '#lib/domain/key/ssh-signature.ts';

// What ssh-keygen says of whole signatures: tests/unit/domain/clients/signature-commands.test.ts.

test.each([
	[[], []],
	[[0, 0], []],
	[
		[0, 0x7f, 0],
		[0x7f, 0]
	],
	[
		[0x80, 1],
		[0, 0x80, 1]
	],
	[
		[0, 0, 0xff],
		[0, 0xff]
	]
])('%j is the number %j in SSH: as short as can be, and positive', (digits, number) => {
	expect([...sshNumber(Uint8Array.from(digits))]).toEqual(number);
});

test.each(['file', 'git', 'release@example.org', 'a'.repeat(255)])('%j is a namespace', (name) => {
	expect(isSshNamespace(name)).toBe(true);
});

test.each(['', ' file', 'a b', '"', '`x`', 'ä', 'a\n', 'a'.repeat(256), 7, undefined])(
	'%j is none',
	(name) => {
		expect(isSshNamespace(name)).toBe(false);
	}
);
