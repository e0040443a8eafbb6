import { describe, expect, test } from 'vitest';
import { clientCommands, wrappingClients } from '#lib/domain/clients/client-commands.ts';
import { opensslDerive } from '#lib/domain/clients/pair-commands.ts';
import { opensslEncrypt, opensslVerify } from '#lib/domain/clients/signature-commands.ts';
import { checkSums, sha256Of, terminalOf, type Terminal } from '#lib/domain/clients/terminal.ts';
import { wrappingAlgorithms } from '#lib/domain/import/wrapping.ts';
import { nextCommand } from '#lib/domain/wrap/cloud-commands.ts';
import { wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';

const keySpecs = ['HMAC_384', 'RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519'] as const;

const commandsFor = (terminal: Terminal): string[] => [
	checkSums(terminal, 'SHA256SUMS'),
	sha256Of(terminal, 'airlock.html'),
	opensslDerive(terminal),
	opensslVerify('RSASSA_PSS_SHA_384', terminal),
	opensslVerify('ED25519_SHA_512', terminal),
	opensslEncrypt('RSAES_OAEP_SHA_256', terminal),
	...wrappingAlgorithms.flatMap((algorithm) => [
		...wrappingClients.flatMap((client) =>
			clientCommands(client, algorithm, 'AES_256', terminal)
				.filter(({ step }) => step !== 'SAVE_PROGRAM')
				.map(({ text }) => text)
		),
		...keySpecs.flatMap((keySpec) =>
			clientCommands('OPENSSL', algorithm, keySpec, terminal).map(({ text }) => text)
		)
	]),
	...wrapTargets.map(
		(target) =>
			nextCommand(
				{
					target,
					method: 'RSAES_OAEP_SHA_256',
					modulusBits: 2048,
					keySpec: 'AES_256',
					cloudKeyId: undefined,
					validTo: 0
				},
				terminal
			) ?? ''
	)
];
/** The words of a command, whatever its lines end with. */
const words = (command: string) => command.split(/[ \n]+[\\`]?[ \n]*/);

test.each([
	['Win32', 'POWERSHELL'],
	['Windows', 'POWERSHELL'],
	['MacIntel', 'ZSH'],
	['macOS', 'ZSH'],
	['iPad', 'ZSH'],
	['Linux x86_64', 'BASH'],
	['', 'BASH']
])('a computer that says %j is shown the commands for %s', (platform, terminal) => {
	expect(terminalOf(platform)).toBe(terminal);
});

describe('for PowerShell', () => {
	test.each([...new Set(commandsFor('POWERSHELL'))])('%s', (command) => {
		// A line goes on after a grave accent that is its last character.
		expect(command).not.toMatch(/\\\n|`[^\n]|&&|[^\s]`\n/);
		// > and | change bytes to text in PowerShell 5; cmd leaves them as they are.
		const outsideCmd = command.replaceAll(/cmd \/c "[^"]*"/g, '');
		expect(outsideCmd).not.toMatch(/>|\bopenssl[^\n]*\|/);
		// Programs that Windows doesn't have.
		expect(command).not.toMatch(/(^|[\n(| ])(cat|rm|od|tr|head|sha256sum|shasum|python3)\b/);
		for (const [open, close] of ['()', '{}', '[]'])
			expect(command.split(open ?? '').length).toBe(command.split(close ?? '').length);
		for (const quote of ['"', "'"]) expect(command.split(quote).length % 2).toBe(1);
	});

	test.each(wrappingAlgorithms)('%s is asked for with the same words as in bash', (algorithm) => {
		const pkeyutl = (terminal: Terminal) =>
			clientCommands('OPENSSL', algorithm, 'AES_256', terminal)
				.flatMap(({ text }) => text.replaceAll(/[\\`]\n/g, '').split('\n'))
				.filter((line) => line.startsWith('openssl pkeyutl'))
				.map(words);
		expect(pkeyutl('POWERSHELL')).toEqual(pkeyutl('BASH'));
		expect(pkeyutl('BASH')).toHaveLength(1);
	});

	test('makes a folder’s hash list into a comparison of each file', () => {
		expect(checkSums('POWERSHELL', 'SHA256SUMS')).toContain('Get-FileHash -Algorithm SHA256');
	});
});

test('on macOS the commands are those of bash, but for the hashes', () => {
	const [bash, zsh] = (['BASH', 'ZSH'] as const).map((terminal) =>
		commandsFor(terminal).filter((command) => !command.includes('MODULE='))
	);
	expect(zsh).toEqual(bash?.map((command) => command.replaceAll(/^sha256sum/gm, 'shasum -a 256')));
	expect(sha256Of('ZSH', 'a')).toBe('shasum -a 256 a');
});

// Its pkeyutl loads the key where -inkey stands, and sets an option where it stands.
test('LibreSSL is told what the key is before the key, and the options of OAEP after it', () => {
	const [, , encrypt] = clientCommands('OPENSSL', 'RSAES_OAEP_SHA_256', 'AES_256', 'ZSH');
	const order = ['-encrypt', '-pubin', '-keyform', '-inkey', 'oaep', 'rsa_oaep_md', 'rsa_mgf1_md'];
	const places = order.map((word) => encrypt?.text.indexOf(word) ?? -1);
	expect(places).not.toContain(-1);
	expect(places).toEqual(places.toSorted((a, b) => a - b));
});
