import type { PrivateKeyFault } from '../errors.ts';
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
	/** the lengths that the key takes: from `expectedBytes` to `mostBytes` */
	'EK-MATLEN': Length & { mostBytes: number };
	'EK-KEYKIND': { fault: PrivateKeyFault };
	'EK-KEYFORM': { fault: PrivateKeyFault };
	'EK-KEYHALF': { fault: PrivateKeyFault };
	'EK-NOKEY': { fault: PrivateKeyFault };
	'EK-KEYBAD': { fault: PrivateKeyFault };
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
