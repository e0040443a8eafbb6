import type { PrivateKeyFault } from '#lib/domain/errors.ts';
import type { ImportFinding, ImportFindingId } from '#lib/domain/import/import-finding.ts';
import { importFixes } from '#lib/domain/import/import-fixes.ts';
import { asKeyId, asParameterSetId } from '#lib/domain/ids.ts';
import { describeFinding, diagnosisMessages } from '#lib/ui/messages/diagnosis.ts';
import { languages, type Language } from '#lib/domain/language.ts';
import { recognitions } from './recognitions.ts';

/** Something for every fact that a finding can have. */
const someFacts = {
	bytes: 264,
	expectedBytes: 256,
	setId: asParameterSetId('7f3a19c2-0000-4000-8000-000000000000'),
	currentSetId: asParameterSetId('b04d77e1-0000-4000-8000-000000000000'),
	encryptedKeySetId: asParameterSetId('b04d77e1-0000-4000-8000-000000000000'),
	keyId: asKeyId('10213243-5465-4687-98a9-bacbdcedfe0f'),
	keyCheckValue: { kcv: '3a91f0', sha256Prefix: '' },
	bound: { kcv: '3a91f0', sha256Prefix: '' },
	cloud: 'AWS',
	container: 'OPENSSL_ENC',
	fingerprint: '3f9a0c11',
	form: 'HEX',
	issued: Date.UTC(2026, 10, 24, 12),
	validTo: Date.UTC(2026, 10, 25, 12),
	at: Date.UTC(2026, 10, 24, 13),
	sets: 1
};
const algorithms = { found: 'RSA_AES_KEY_WRAP_SHA_256', expected: 'RSAES_OAEP_SHA_256' };
const fault = (facts: PrivateKeyFault) => ({ fault: facts });
const particular: Partial<Record<ImportFindingId, object>> = {
	'EK-RSA': { bytes: 512, found: 'RSA_4096', expected: 'RSA_2048' },
	'EK-HASH': { found: 'SHA-512', mask: 'SHA-1', expected: 'SHA-256' },
	'EK-LABEL': { found: 'SHA-256', mask: 'SHA-256' },
	'EK-RAW': { expected: 'SHA-256' },
	'EK-HALF': { holds: 'AES_KEY' },
	'EK-ZEROS': { bytes: 255 },
	'EK-AESBYTES': { bytes: 48 },
	'EK-AESMODE': { mode: 'CBC' },
	'EK-SECOND': { bytes: 48, expectedBytes: 40 },
	'EK-PKCS1': { expected: 'SHA-256' },
	'EK-MGF1': { expected: 'SHA-256' },
	'EK-OTHERALG': algorithms,
	'EK-DIFF': { found: { kcv: 'c2071b', sha256Prefix: '' } },
	'EK-BIG': { bytes: 2 * 1024 * 1024 },
	'TK-BIG': { bytes: 2 * 1024 * 1024 },
	'EK-CUT': { bytes: 200 },
	'TK-CUT': { bytes: 100, expectedBytes: 135 },
	'TK-EXTRA': { bytes: 136, expectedBytes: 135 },
	'EK-MATTEXT': { bytes: 64 },
	'EK-MATBREAK': { bytes: 33 },
	'EK-MATLEN': { bytes: 16, expectedBytes: 32, mostBytes: 32 },
	'EK-KEYKIND': fault({
		...{ reason: 'OTHER_KIND_OF_KEY', actual: 'RSA_3072', expected: 'ECC_NIST_P256' }
	}),
	'EK-KEYFORM': fault({ reason: 'NOT_PKCS_8', form: 'SEC_1', expected: 'ECC_NIST_P256' }),
	'EK-KEYHALF': fault({ reason: 'PUBLIC_HALF' }),
	'EK-NOKEY': fault({ reason: 'NO_PRIVATE_KEY' }),
	'EK-KEYBAD': fault({ reason: 'DAMAGED' })
};

export const allFindings = (Object.keys(importFixes) as ImportFindingId[]).map(
	(id) => ({ ...someFacts, ...particular[id], id }) as unknown as ImportFinding
);
export const nameOfExample = () => 'payments-master';

const titles: Record<Language, { heading: string; columns: string[] }> = {
	en: { heading: 'What it says', columns: ['ID', 'recognised by', 'says', 'button'] },
	'zh-CN': { heading: '它怎么说', columns: ['编号', '标题', '原因', '按钮'] }
};

/** docs/diagnosis.md, before it is formatted. */
export function diagnosisDocument(): string {
	const cell = (text: string) => text.replaceAll('|', '\\|');
	const table = (columns: string[], rows: string[][]) =>
		[columns, columns.map(() => '---'), ...rows]
			.map((row) => `| ${row.map(cell).join(' | ')} |`)
			.join('\n');
	const rows = (language: Language) =>
		allFindings.map((finding) => {
			const fix = importFixes[finding.id];
			const { title, cause } = describeFinding(finding, language, nameOfExample);
			const button = fix === 'NOTHING_TO_FIX' ? '–' : diagnosisMessages[language].fixes[fix];
			return language === 'en'
				? [finding.id, recognitions[finding.id], `**${title}** ${cause}`.trim(), button]
				: [finding.id, title, cause, button];
		});
	const sections = languages.map((language) => {
		const { heading, columns } = titles[language];
		return `## ${heading}\n\n${table(columns, rows(language))}`;
	});
	return `# What a diagnosis finds

A refused import says little. \`DiagnoseImport\` finds out why: it takes the two files as they are, tries the mistakes that people and their programs make, and answers with findings from this list. The first finding is the one to fix first. A diagnosis changes nothing and gives out no key material; [SECURITY.md](../SECURITY.md#import-failures-are-told-apart) says why it may tell what it finds. For each finding, a test makes the bad file as a person makes it (\`tests/unit/service/operations/diagnose-import.test.ts\`).

\`EK\` is about the encrypted key file, \`TK\` about the import token. Numbers, names and dates are examples. This page is generated from the code: \`npx vitest run tests/unit/docs/diagnosis.test.ts -u\`.

${sections.join('\n\n')}
`;
}
