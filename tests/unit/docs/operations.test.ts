import { expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { operationFacts, type Operation } from '#lib/domain/vault/operation.ts';
import { algorithmsOf, cmkSpecs, usagesOf, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { requestRules } from '#lib/service/api/assert-request.ts';
import { secrecy } from '#lib/service/api/secrecy.ts';
import { awsOperations, differences, leftOut } from '../../support/aws-operations.ts';
import { formatMarkdown } from '../../support/markdown.ts';

type Facts = {
	log: string | null;
	whenFull?: string;
	opens?: true;
	states: readonly string[] | null;
	only?: string | null;
	use?: string;
	newData?: true;
};

const words: Record<string, string> = {
	'': '–',
	ORIGIN_EXTERNAL_ONLY: 'origin External',
	EXPORTABLE_ONLY: 'exportable',
	KEY_PAIR_ONLY: 'key pairs',
	ROTATABLE_ONLY: 'AES-256, origin Airlock, not exportable',
	AES_256: '`ENCRYPT_DECRYPT`, AES-256',
	GOES_ON: 'goes on',
	REFUSED: '`VaultFull`'
};

function rowOf([name, facts]: [string, Facts]): string {
	const { log, whenFull, opens, states, only, use, newData } = facts;
	const entries = log === null ? '–' : opens ? `${log}, not when refused` : log;
	const allowed = states?.length === keyStates.length ? 'any' : (states?.join(', ') ?? '–');
	const needed = use === undefined ? '–' : (words[use] ?? `\`${use}\``);
	const retired = newData
		? '`KeyRetired`'
		: name.startsWith('ReEncrypt')
			? '`KeyRetired` to it'
			: '';
	const cells = [
		...[`\`${name}\``, entries, allowed, words[only ?? ''], needed],
		...[retired || '–', words[whenFull ?? '']]
	];
	return `| ${cells.join(' | ')} |`;
}

/** A request's fields as the page shows them. */
function fieldsOf(name: string): string {
	const classes: Readonly<Record<string, { request?: Readonly<Record<string, string>> }>> = secrecy;
	const fields = Object.entries(requestRules[name as Operation]).map(([field, rule]) => {
		const isSecret = classes[name]?.request?.[field] === 'SECRET';
		return `\`${field}${'optional' in rule ? '?' : ''}\`${isSecret ? ' (secret)' : ''}`;
	});
	return fields.length === 0 ? '–' : fields.join(', ');
}

const kindRows = (keySpec: CmkSpec) =>
	usagesOf(keySpec).map((usage) => {
		const keyUsage = usage === 'ENCRYPT_DECRYPT' ? {} : { keyUsage: usage };
		const algorithms = algorithmsOf({ keySpec, ...keyUsage });
		return `| \`${keySpec}\` | \`${usage}\` | ${algorithms.join(', ') || '–'} |`;
	});

function comparisonOf(name: string): string {
	const isHere = Object.hasOwn(operationFacts, name);
	const here = isHere ? (name in differences ? 'differs' : 'has') : 'left out';
	return `| \`${name}\` | ${here} | ${(isHere ? differences[name] : leftOut[name]) ?? ''} |`;
}

const requestOf = (name: string) => `| \`${name}\` | ${fieldsOf(name)} |`;

const page = `# Operations

This page lists every operation that \`handle(operation, request)\` takes. It is generated from the table in \`src/lib/domain/vault/operation.ts\` and from the rules in \`src/lib/service/api/\`, which also has the answers. To write it anew: \`npx vitest run tests/unit/docs/operations.test.ts -u\`.

- **log**: the kind of its log entries, for success and for refusals. An operation without a kind only reads, or keeps a form.
- **states**: the states in which a CMK allows it. In any other state it is refused with \`InvalidState\`.
- **only for**: the only CMKs that have it. For others it is refused with \`UnsupportedOperation\`.
- **key usage**: what the CMK must have been made for, and of which kind. Any other is refused with \`InvalidKeyUsage\`, and so is an algorithm that keys of its kind don't have.
- **retired**: what refuses a CMK that is retired, with \`KeyRetired\`. Retirement is Airlock's own: \`RetireKey\` keeps a CMK for what was made with it, and the refusal names the CMK to use in its place. A retired CMK decrypts, verifies signatures and MACs, derives shared secrets, and is re-encrypted from. Its key material can be imported again, and it is not rotated. \`UnretireKey\` ends that.
- **full vault**: whether a vault that has reached its size limit still takes it.

| operation | log | states | only for | key usage | retired | full vault |
| --- | --- | --- | --- | --- | --- | --- |
${Object.entries<Facts>(operationFacts).map(rowOf).join('\n')}

## Kinds of keys

\`CreateKey\` takes these. \`KeySpec\` is AES_256 if it is left out, which \`SYMMETRIC_DEFAULT\` means too; \`KeyUsage\` is \`ENCRYPT_DECRYPT\`. Neither ever changes. Each can have origin External.

| KeySpec | KeyUsage | algorithms |
| --- | --- | --- |
${cmkSpecs.flatMap(kindRows).join('\n')}

Names, defaults, limits and refusals are those of AWS KMS, and signatures have its form: ECDSA as DER, PSS with a salt as long as the hash. Only keys that another service takes can be exportable. With these differences:

- **\`MessageType: DIGEST\`** is refused, with \`InvalidParameter\`. WebCrypto signs messages only, and a private key that was made here never leaves it. A message has 1 to 4096 bytes.
- **\`LargeMessage\`** is an addition: with it a message can have up to 256 MiB. It is signed as it would be by its digest.
- **ED25519_PH_SHA_512**, ECC_SECG_P256K1, SM2 and multi-Region keys do not exist here.
- An RSA key takes no encryption context, and \`Decrypt\` needs its \`KeyId\`.
- The secret of an HMAC_224 key is in a buffer of the vault worker while it is used, since WebCrypto has no SHA-224. Others, and private keys, never are.
- Not every browser has ML-DSA and Ed25519. One that doesn't refuses to make, to import and to use such a key (\`KNOWN_TO_THIS_BROWSER\`), and \`MessageType: EXTERNAL_MU\` does not exist.
- **\`DryRun\`** does everything but release the result. It ends with \`DryRunOperation\` if nothing else refuses it, and is in the log.

## Compared with AWS KMS

Every operation of AWS KMS. Everywhere: a key is named by its id or an alias, times are milliseconds, \`KeyState\` is written in capitals, there are no grant tokens, and refusals are named without \`Exception\`; a failed validation is \`InvalidParameter\`, \`EmptyInput\` or \`InputTooLarge\`. \`tests/support/kms-bridge.ts\` translates these, and AWS's client for JavaScript then runs against the engine unchanged.

| operation | here | what differs, or why it is left out |
| --- | --- | --- |
${awsOperations.map(comparisonOf).join('\n')}

## Requests

A field with a question mark may be left out. Bytes that are secret are moved to the vault worker, which wipes them.

| operation | fields |
| --- | --- |
${Object.keys(operationFacts).map(requestOf).join('\n')}
`;

test('docs/operations.md is what the table of operations and the rules of requests say', async () => {
	await expect(await formatMarkdown(page)).toMatchFileSnapshot('../../../docs/operations.md');
});

test('each operation of AWS KMS is here, or is left out for a reason', () => {
	const missing = awsOperations.filter((name) => !Object.hasOwn(operationFacts, name));
	expect(missing.toSorted()).toEqual(Object.keys(leftOut).toSorted());
	const here = awsOperations.filter((name) => Object.hasOwn(operationFacts, name));
	expect(here).toEqual(expect.arrayContaining(Object.keys(differences)));
	expect(here.length).toBeGreaterThan(30);
});
