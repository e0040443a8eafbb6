/** Certificate requests, and certificates that a key signs about itself. AWS KMS has neither. */
import type { Bytes } from '#lib/domain/bytes.ts';
import {
	alternativeNameTypes,
	longestAlternativeName,
	mostAlternativeNames,
	type AlternativeName
} from '#lib/domain/certificate/alternative-name.ts';
import { subjectPartNames, type Subject } from '#lib/domain/certificate/subject.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { signingAlgorithms, type SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import {
	boolean,
	count,
	hasOnly,
	instant,
	isList,
	isRecord,
	isText,
	keyId,
	longestRawName,
	oneOf,
	optional,
	type Rule
} from './rules.ts';

/** What each part can have, the operation says. */
const subject: Rule<Subject> = {
	name: 'SUBJECT',
	holds: (value): value is Subject =>
		isRecord(value) &&
		hasOnly(value, ...subjectPartNames) &&
		Object.values(value).every((part) => isText(part, longestRawName))
};
const nameType = oneOf(...alternativeNameTypes);
const isAlternativeName = (value: unknown): value is AlternativeName =>
	isRecord(value) &&
	hasOnly(value, 'Type', 'Value') &&
	nameType.holds(value['Type']) &&
	isText(value['Value'], longestAlternativeName);
const alternativeNames: Rule<AlternativeName[]> = {
	name: `FROM_1_TO_${mostAlternativeNames}_ALTERNATIVE_NAMES`,
	holds: (value) => isList(value, mostAlternativeNames, isAlternativeName)
};

const certificate = {
	KeyId: keyId,
	SigningAlgorithm: oneOf(...signingAlgorithms),
	/** at least one part */
	Subject: subject,
	AlternativeNames: optional(alternativeNames),
	/** default false: the key signs no other certificates */
	CertificateAuthority: optional(boolean),
	/** of an authority: how many authorities may follow below it, 0 to 9; without it, any number */
	PathLength: optional(count),
	DryRun: optional(boolean)
};

/** What each operation takes. */
export const certificateRequests = {
	CreateCertificateRequest: certificate,
	CreateSelfSignedCertificate: {
		...certificate,
		/** default: now */
		NotBefore: optional(instant),
		NotAfter: instant
	}
};

/** What each answers. */
export interface CertificateAnswers {
	/** PKCS #10 (RFC 2986), DER */
	CreateCertificateRequest: {
		KeyId: KeyId;
		SigningAlgorithm: SigningAlgorithm;
		CertificateRequest: Bytes;
	};
	/** X.509 (RFC 5280), DER; the serial number and the SHA-256 of the certificate in hex; times in whole seconds */
	CreateSelfSignedCertificate: {
		KeyId: KeyId;
		SigningAlgorithm: SigningAlgorithm;
		Certificate: Bytes;
		SerialNumber: string;
		Fingerprint: string;
		NotBefore: EpochMillis;
		NotAfter: EpochMillis;
	};
}
