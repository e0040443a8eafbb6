/** What a diagnosis of an import says (ux: fact, likely cause; the button comes from the finding's row). */
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import type {
	ImportFinding,
	ImportFindingFacts,
	ImportFindingId
} from '#lib/domain/import/import-finding.ts';
import { importFixes, type ImportFix } from '#lib/domain/import/import-fixes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { ContainerForm } from '#lib/domain/reading/container-groups.ts';
import { namedCheckValue } from '../words/check-value.ts';
import { containerWords } from '../words/reading-words.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

/** What is so, and why it probably is. */
export interface FindingWords {
	title: string;
	cause: string;
}

type NameOf = (keyId: KeyId) => string;
export type FindingTexts = {
	[Id in ImportFindingId]: (facts: ImportFindingFacts[Id], nameOf: NameOf) => FindingWords;
};

export const words = (title: string, cause = ''): FindingWords => ({ title, cause });
export const checksOf = namedCheckValue;

/** Key wrap gives 8 bytes more than whole blocks of 16, AES-CBC and AES-ECB none. */
export const looksLikeBlocks = (bytes: number) => bytes > 0 && bytes % 16 === 0;
/** What has no block of its own: AES-CTR, a mode without padding, or the key material itself. */
export const looksBare = (bytes: number) => bytes === keyMaterialBytes;

export const join = 'cat aes.wrapped key.wrapped > EncryptedKeyMaterial.bin';

export const containerOf = (form: ContainerForm, language: Language) => {
	const { title, cause } = containerWords({ form }, language);
	return words(title, cause);
};

const findingTexts = inEachLanguage('findingTexts');

/** @param nameOf - the name of a key, where the caller knows it */
export function describeFinding(
	finding: ImportFinding,
	language: Language,
	nameOf: (keyId: KeyId) => string | undefined = () => undefined
): FindingWords {
	const text = findingTexts[language][finding.id] as (
		facts: ImportFinding,
		name: NameOf
	) => FindingWords;
	return text(finding, (keyId) => nameOf(keyId) ?? `${keyId.slice(0, 8)}…`);
}

/** @returns what the message's button does */
export const fixOf = ({ id }: Pick<ImportFinding, 'id'>): ImportFix => importFixes[id];

export const diagnosisMessages = inEachLanguage('diagnosisMessages');
