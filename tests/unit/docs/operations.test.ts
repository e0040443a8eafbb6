import { expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { operationFacts, type Operation } from '#lib/domain/vault/operation.ts';
import { requestRules } from '#lib/service/api/assert-request.ts';
import { secrecy } from '#lib/service/api/secrecy.ts';
import { formatMarkdown } from '../../support/markdown.ts';

type Facts = {
	log: string | null;
	whenFull?: string;
	opens?: true;
	states: readonly string[] | null;
	only?: string | null;
};

const words: Record<string, string> = {
	'': '–',
	ORIGIN_EXTERNAL_ONLY: 'origin External',
	EXPORTABLE_ONLY: 'exportable',
	GOES_ON: 'goes on',
	REFUSED: '`VaultFull`'
};

function rowOf([name, facts]: [string, Facts]): string {
	const { log, whenFull, opens, states, only } = facts;
	const entries = log === null ? '–' : opens ? `${log}, not when refused` : log;
	const allowed = states?.length === keyStates.length ? 'any' : (states?.join(', ') ?? '–');
	const cells = [`\`${name}\``, entries, allowed, words[only ?? ''], words[whenFull ?? '']];
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

const requestOf = (name: string) => `| \`${name}\` | ${fieldsOf(name)} |`;

const page = `# Operations

This page lists every operation that \`handle(operation, request)\` takes. It is generated from the table in \`src/lib/domain/vault/operation.ts\` and from the rules in \`src/lib/service/api/\`, which also has the answers. To write it anew: \`npx vitest run tests/unit/docs/operations.test.ts -u\`.

- **log**: the kind of its log entries, for success and for refusals. An operation without a kind only reads, or keeps a form.
- **states**: the states in which a CMK allows it. In any other state it is refused with \`InvalidState\`.
- **only for**: the only CMKs that have it. For others it is refused with \`UnsupportedOperation\`.
- **full vault**: whether a vault that has reached its size limit still takes it.

| operation | log | states | only for | full vault |
| --- | --- | --- | --- | --- |
${Object.entries<Facts>(operationFacts).map(rowOf).join('\n')}

## Requests

A field with a question mark may be left out. Bytes that are secret are moved to the vault worker, which wipes them.

| operation | fields |
| --- | --- |
${Object.keys(operationFacts).map(requestOf).join('\n')}
`;

test('docs/operations.md is what the table of operations and the rules of requests say', async () => {
	await expect(await formatMarkdown(page)).toMatchFileSnapshot('../../../docs/operations.md');
});
