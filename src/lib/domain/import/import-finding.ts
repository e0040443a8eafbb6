import type { KeyCheckValue } from '../key/cmk.ts';
import type { KeyId, ParameterSetId } from '../ids.ts';
import type { ContainerForm } from '../reading/container-groups.ts';
import type { Cloud } from '../reading/content.ts';
import type { OaepHash } from './rsa-padding.ts';
import type { EpochMillis } from '../time.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from './wrapping.ts';

type NoFacts = unknown;
interface Length {
	bytes: number;
	expectedBytes: number;
}

/**
 * What a diagnosis can find, and the facts that come with it: ids, dates, lengths, names of algorithms and check
 * values. Never bytes of a file, let alone key material.
 */
export interface ImportFindingFacts {
	// the encrypted key file: what kind of file it is
	'EK-OK': { setId: ParameterSetId; keyCheckValue: KeyCheckValue | null };
	'EK-EMPTY': NoFacts;
	'EK-BIG': { bytes: number };
	'EK-PLAIN': Length;
	'EK-PEMPRIV': NoFacts;
	'EK-PUB': NoFacts;
	'EK-TOKEN': NoFacts;
	'EK-CLOUD': { cloud: Cloud };
	'EK-CONTAINER': { container: ContainerForm };
	'EK-COPY': NoFacts;
	'EK-ARCHIVE': NoFacts;
	// its bytes on the way
	'EK-UTF16': NoFacts;
	'EK-TWICE': { bytes: number };
	'EK-BREAK': Length;
	'EK-EXTRA': Length;
	'EK-CRLF': Length;
	'EK-RETYPED': Length;
	'EK-SWAPPED': NoFacts;
	'EK-REVERSED': NoFacts;
	'EK-ZEROS': Length;
	'EK-LOST': NoFacts;
	'EK-RSA': Length & { found: WrappingKeySpec; expected: WrappingKeySpec };
	'EK-CUT': Length;
	'EK-LEN': Length;
	// how it was encrypted
	'EK-OLDSET': { setId: ParameterSetId; issued: EpochMillis; currentSetId: ParameterSetId };
	'EK-OTHERKEY': { keyId: KeyId; setId: ParameterSetId };
	'EK-SHA1': NoFacts;
	'EK-SHA256': NoFacts;
	'EK-MGF1': { expected: 'SHA-1' | 'SHA-256' };
	'EK-HASH': { found: OaepHash; mask: OaepHash; expected: 'SHA-1' | 'SHA-256' };
	'EK-LABEL': { found: OaepHash; mask: OaepHash };
	'EK-RAW': { expected: 'SHA-1' | 'SHA-256' };
	'EK-PKCS1': { expected: 'SHA-1' | 'SHA-256' };
	'EK-OTHERALG': { found: WrappingAlgorithm; expected: WrappingAlgorithm };
	'EK-HALF': { holds: 'AES_KEY' | 'OTHER' | 'UNOPENED' };
	'EK-SECONDHALF': NoFacts;
	'EK-MAYBEHALF': NoFacts;
	'EK-AESTEXT': { form: 'HEX' | 'BASE64' | 'LINE_BREAK' };
	'EK-AESBYTES': { bytes: number };
	'EK-SECONDTEXT': { form: 'HEX' | 'BASE64' };
	'EK-KW': NoFacts;
	'EK-KWPKCS7': NoFacts;
	'EK-WRAPIV': NoFacts;
	'EK-AESMODE': { mode: 'CBC' | 'ECB' | 'GCM' | 'PASSWORD' };
	'EK-SECOND': Length;
	'EK-NOPE': { fingerprint: string; sets: number };
	'EK-NOSET': NoFacts;
	// what is inside
	'EK-MATTEXT': { bytes: number; form: 'HEX' | 'BASE64' };
	'EK-MATBREAK': { bytes: number };
	'EK-MATLEN': Length;
	'EK-DIFF': { bound: KeyCheckValue | null; found: KeyCheckValue | null };
	'EK-OTHERCMK': { keyId: KeyId };
	// the import token
	'TK-OK': { setId: ParameterSetId; validTo: EpochMillis };
	'TK-EMPTY': NoFacts;
	'TK-BIG': { bytes: number };
	'TK-PLAIN': NoFacts;
	'TK-PEMPRIV': NoFacts;
	'TK-PUB': NoFacts;
	'TK-EK': NoFacts;
	'TK-CLOUD': { cloud: Cloud };
	'TK-CONTAINER': { container: ContainerForm };
	'TK-COPY': NoFacts;
	'TK-ARCHIVE': NoFacts;
	'TK-NOT': { bytes: number };
	'TK-EXTRA': Length;
	'TK-CUT': Length;
	'TK-CHANGED': NoFacts;
	'TK-OTHERKEY': { keyId: KeyId };
	'TK-OLDSET': {
		setId: ParameterSetId;
		issued: EpochMillis;
		encryptedKeySetId: ParameterSetId | null;
	};
	'TK-SPENT': { setId: ParameterSetId; at: EpochMillis };
	'TK-EXP': { setId: ParameterSetId; validTo: EpochMillis };
	'TK-VAULT': NoFacts;
}

/** The name of each thing that a diagnosis can find. */
export type ImportFindingId = keyof ImportFindingFacts;

/** A finding of one name, with its facts. */
export type ImportFindingOf<Id extends ImportFindingId> = {
	[One in Id]: { id: One } & ImportFindingFacts[One];
}[Id];
/** Any finding. */
export type ImportFinding = ImportFindingOf<ImportFindingId>;

/** What the one button of a message starts. */
export type ImportFix =
	| 'NOTHING_TO_FIX'
	| 'CHOOSE_FILE'
	| 'ENCRYPT_IT_NOW'
	| 'MOVE_TO_OTHER_FIELD'
	| 'USE_REPAIRED'
	| 'COPY_COMMAND'
	| 'CREATE_PARAMETERS'
	| 'CREATE_PARAMETERS_FOR_IT'
	| 'DOWNLOAD_PUBLIC_KEY'
	| 'SHOW_STEPS'
	| 'ENCRYPT_DECODED'
	| 'GO_TO_KEY'
	| 'CREATE_KEY'
	| 'USE_OWN_TOKEN'
	| 'WRAP_FOR_CLOUD';

/** What is fixed about a finding, whatever its facts. */
export interface ImportFindingRow {
	/** how it is told from all others, for docs/diagnosis.md */
	recognised: string;
	fix: ImportFix;
}

/** The closed list, in the order in which docs/diagnosis.md has it. */
export const importFindings: Readonly<Record<ImportFindingId, ImportFindingRow>> = {
	'EK-OK': {
		recognised: 'It opens under the live parameters and holds key material that this key takes.',
		fix: 'NOTHING_TO_FIX'
	},
	'EK-EMPTY': { recognised: '0 bytes.', fix: 'CHOOSE_FILE' },
	'EK-BIG': { recognised: 'More than 1 MiB. It is not read.', fix: 'CHOOSE_FILE' },
	'EK-PLAIN': {
		recognised: '16, 24, 28, 32, 48 or 64 bytes in any encoding, or a symmetric JWK.',
		fix: 'ENCRYPT_IT_NOW'
	},
	'EK-PEMPRIV': {
		recognised: 'A private key in PEM, DER, JWK, PKCS #12 or the form of a program.',
		fix: 'CHOOSE_FILE'
	},
	'EK-PUB': { recognised: 'A public key or certificate in PEM, DER or JWK.', fix: 'CHOOSE_FILE' },
	'EK-TOKEN': { recognised: 'It begins like an import token.', fix: 'MOVE_TO_OTHER_FIELD' },
	'EK-CLOUD': {
		recognised: 'A token of AWS, Alibaba Cloud, Ping An Cloud or another cloud, by form or name.',
		fix: 'WRAP_FOR_CLOUD'
	},
	'EK-CONTAINER': {
		recognised:
			'A file of another program: JWE, openssl enc, TR-31, PGP, CMS, a gzip or tar without a key, a key store and more.',
		fix: 'CHOOSE_FILE'
	},
	'EK-COPY': { recognised: 'An age file.', fix: 'CHOOSE_FILE' },
	'EK-ARCHIVE': { recognised: 'A zip without an encrypted key.', fix: 'CHOOSE_FILE' },
	'EK-UTF16': {
		recognised: 'Hex, Base64, PEM or JSON in UTF-16. Shown beside another finding.',
		fix: 'NOTHING_TO_FIX'
	},
	'EK-TWICE': {
		recognised: 'Hex or Base64 inside hex or Base64. Shown beside another finding.',
		fix: 'NOTHING_TO_FIX'
	},
	'EK-BREAK': {
		recognised: 'It opens without the line break at its end.',
		fix: 'USE_REPAIRED'
	},
	'EK-EXTRA': {
		recognised: 'It opens without the bytes too many at its end or start.',
		fix: 'USE_REPAIRED'
	},
	'EK-CRLF': {
		recognised: 'It opens once CR LF is turned back into LF, or the dropped CR is put back.',
		fix: 'USE_REPAIRED'
	},
	'EK-RETYPED': {
		recognised: 'Text, in UTF-8 or UTF-16, that opens once each character is one byte again.',
		fix: 'USE_REPAIRED'
	},
	'EK-SWAPPED': {
		recognised: 'It opens once its two parts have changed places.',
		fix: 'USE_REPAIRED'
	},
	'EK-REVERSED': {
		recognised: 'It opens once the bytes of its RSA block are in reverse order.',
		fix: 'USE_REPAIRED'
	},
	'EK-ZEROS': {
		recognised: 'It opens once one or two zeros are back at its start.',
		fix: 'USE_REPAIRED'
	},
	'EK-LOST': {
		recognised: 'Text in UTF-16 or full of U+FFFD, from which the bytes can’t be recovered.',
		fix: 'COPY_COMMAND'
	},
	'EK-RSA': {
		recognised: 'Nothing opens it, and its length is that of another RSA size.',
		fix: 'DOWNLOAD_PUBLIC_KEY'
	},
	'EK-CUT': { recognised: 'Nothing opens it, and it is too short.', fix: 'CHOOSE_FILE' },
	'EK-LEN': {
		recognised: 'Nothing opens it, and it has no length that is known.',
		fix: 'CHOOSE_FILE'
	},
	'EK-OLDSET': {
		recognised: 'It opens under parameters of this key that were replaced in the last 24 hours.',
		fix: 'DOWNLOAD_PUBLIC_KEY'
	},
	'EK-OTHERKEY': {
		recognised: 'It opens under the parameters of another key of this vault.',
		fix: 'GO_TO_KEY'
	},
	'EK-SHA1': {
		recognised: 'It opens with OAEP SHA-1 where SHA-256 is wanted.',
		fix: 'COPY_COMMAND'
	},
	'EK-SHA256': {
		recognised: 'It opens with OAEP SHA-256 where SHA-1 is wanted.',
		fix: 'COPY_COMMAND'
	},
	'EK-MGF1': { recognised: 'It opens with OAEP SHA-256 and MGF1 SHA-1.', fix: 'COPY_COMMAND' },
	'EK-HASH': {
		recognised:
			'It opens with OAEP and another pair of hashes of SHA-1, SHA-256, SHA-384, SHA-512.',
		fix: 'COPY_COMMAND'
	},
	'EK-LABEL': {
		recognised: 'It opens with OAEP, but with a label that is not empty.',
		fix: 'COPY_COMMAND'
	},
	'EK-RAW': {
		recognised: 'RSA alone opens it: zeros and then the message, without any padding.',
		fix: 'COPY_COMMAND'
	},
	'EK-PKCS1': { recognised: 'It opens with PKCS #1 v1.5.', fix: 'COPY_COMMAND' },
	'EK-OTHERALG': {
		recognised:
			'It opens as one RSA block where RSA_AES_KEY_WRAP is wanted, or the other way round.',
		fix: 'CREATE_PARAMETERS_FOR_IT'
	},
	'EK-HALF': {
		recognised:
			'Parameters for RSA_AES_KEY_WRAP, and the file is one RSA block, whatever it holds (unless this key is bound to just that), or nothing opens it.',
		fix: 'COPY_COMMAND'
	},
	'EK-SECONDHALF': {
		recognised: 'Parameters for RSA_AES_KEY_WRAP, and the file has 40 bytes.',
		fix: 'COPY_COMMAND'
	},
	'EK-MAYBEHALF': {
		recognised:
			'It opens as one RSA block with 32 bytes, this key is bound to nothing, and it had parameters for RSA_AES_KEY_WRAP in the last 24 hours, or a file for such was in its import. Said before an import goes on.',
		fix: 'SHOW_STEPS'
	},
	'EK-AESTEXT': {
		recognised:
			'Its first part opens, and holds the AES key as hex, as Base64 or with a line break.',
		fix: 'COPY_COMMAND'
	},
	'EK-AESBYTES': {
		recognised: 'Its first part opens, and holds anything but 16, 24 or 32 bytes.',
		fix: 'COPY_COMMAND'
	},
	'EK-SECONDTEXT': {
		recognised: 'Its second part opens once its hex or Base64 is decoded.',
		fix: 'COPY_COMMAND'
	},
	'EK-KWPKCS7': {
		recognised: 'Its second part opens as RFC 3394 over what PKCS #7 filled up.',
		fix: 'COPY_COMMAND'
	},
	'EK-WRAPIV': {
		recognised: 'Its second part opens as AES key wrap with another initial value.',
		fix: 'COPY_COMMAND'
	},
	'EK-AESMODE': {
		recognised:
			'Its second part opens as AES-CBC or AES-ECB with PKCS #7 padding, or as AES-GCM, or begins with “Salted__”.',
		fix: 'COPY_COMMAND'
	},
	'EK-SECOND': {
		recognised: 'Its first part opens, and its second part opens in none of these ways.',
		fix: 'COPY_COMMAND'
	},
	'EK-KW': {
		recognised: 'Its second part opens as AES key wrap without padding (RFC 3394).',
		fix: 'COPY_COMMAND'
	},
	'EK-NOPE': {
		recognised: 'It has the right length, and nothing that Airlock tries opens it.',
		fix: 'SHOW_STEPS'
	},
	'EK-NOSET': { recognised: 'This key has no live import parameters.', fix: 'CREATE_PARAMETERS' },
	'EK-MATTEXT': {
		recognised: 'It opens, and holds 32 bytes written as hex or Base64.',
		fix: 'ENCRYPT_DECODED'
	},
	'EK-MATBREAK': {
		recognised: 'It opens, and holds 32 bytes and a line break.',
		fix: 'ENCRYPT_DECODED'
	},
	'EK-MATLEN': {
		recognised: 'It opens, and holds key material of any other length.',
		fix: 'SHOW_STEPS'
	},
	'EK-DIFF': {
		recognised: 'It opens, and holds other key material than this key is bound to.',
		fix: 'CREATE_KEY'
	},
	'EK-OTHERCMK': {
		recognised: 'It opens, and holds the key material that another key of this vault is bound to.',
		fix: 'GO_TO_KEY'
	},
	'TK-OK': { recognised: 'Its seal verifies, and it is of the live set.', fix: 'NOTHING_TO_FIX' },
	'TK-EMPTY': { recognised: '0 bytes.', fix: 'CHOOSE_FILE' },
	'TK-BIG': { recognised: 'More than 1 MiB. It is not read.', fix: 'CHOOSE_FILE' },
	'TK-PLAIN': { recognised: 'As EK-PLAIN.', fix: 'CHOOSE_FILE' },
	'TK-PEMPRIV': { recognised: 'As EK-PEMPRIV.', fix: 'CHOOSE_FILE' },
	'TK-PUB': { recognised: 'As EK-PUB.', fix: 'CHOOSE_FILE' },
	'TK-EK': { recognised: 'It has the length of an encrypted key.', fix: 'MOVE_TO_OTHER_FIELD' },
	'TK-CLOUD': { recognised: 'As EK-CLOUD.', fix: 'WRAP_FOR_CLOUD' },
	'TK-CONTAINER': { recognised: 'As EK-CONTAINER.', fix: 'CHOOSE_FILE' },
	'TK-COPY': { recognised: 'An age file.', fix: 'CHOOSE_FILE' },
	'TK-ARCHIVE': { recognised: 'A zip without a token.', fix: 'CHOOSE_FILE' },
	'TK-NOT': { recognised: 'Anything else that does not begin like a token.', fix: 'USE_OWN_TOKEN' },
	'TK-EXTRA': {
		recognised: 'Its seal verifies without the line break, the bytes too many or the CR too many.',
		fix: 'USE_REPAIRED'
	},
	'TK-CUT': { recognised: 'It begins like a token and is too short.', fix: 'USE_OWN_TOKEN' },
	'TK-CHANGED': { recognised: 'Its seal does not verify.', fix: 'USE_OWN_TOKEN' },
	'TK-OTHERKEY': { recognised: 'It verifies, and names another key.', fix: 'GO_TO_KEY' },
	'TK-OLDSET': {
		recognised: 'It verifies, and names a set of this key that was replaced or discarded.',
		fix: 'USE_OWN_TOKEN'
	},
	'TK-SPENT': { recognised: 'It verifies, and was used in an import.', fix: 'CREATE_PARAMETERS' },
	'TK-EXP': {
		recognised: 'It verifies, and its 24 hours are over.',
		fix: 'CREATE_PARAMETERS'
	},
	'TK-VAULT': { recognised: 'It names another vault.', fix: 'CHOOSE_FILE' }
};
