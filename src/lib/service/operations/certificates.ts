/** CreateCertificateRequest, CreateSelfSignedCertificate. */
import { fromBase64, toHex } from '#lib/domain/bytes.ts';
import { isAlternativeName } from '#lib/domain/certificate/alternative-name.ts';
import { subjectFault, subjectPartNames } from '#lib/domain/certificate/subject.ts';
import { validityFault, wholeSecond } from '#lib/domain/certificate/validity.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import {
	certificateRequest,
	selfSignedCertificate,
	type CertificateContent,
	type CertificateKey
} from '#lib/crypto/certificate.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { openSigningKey, sign } from '#lib/crypto/signature.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { logUse } from './log-use.ts';
import { useCmk } from './use-key.ts';

type Name = 'CreateCertificateRequest' | 'CreateSelfSignedCertificate';

/** As OpenSSL: more have no use. */
const longestPath = 9;

/** Makes a certificate request, with which an authority makes a certificate for the key. */
export const createCertificateRequest: OperationFunction<'CreateCertificateRequest'> = (
	context,
	request
) =>
	logUse(context, request, async (moment) => {
		const { cmk, key } = await signerOf(moment, 'CreateCertificateRequest', request);
		const CertificateRequest = await certificateRequest(contentOf(request), key);
		const { SigningAlgorithm } = request;
		return {
			change: { log: [entry('CreateCertificateRequest', cmk, request)] },
			answer: () => ({ KeyId: cmk.keyId, SigningAlgorithm, CertificateRequest })
		};
	});

/** Makes a certificate that the key signs about itself. */
export const createSelfSignedCertificate: OperationFunction<'CreateSelfSignedCertificate'> = (
	context,
	request
) =>
	logUse(context, request, async (moment) => {
		const { cmk, key } = await signerOf(moment, 'CreateSelfSignedCertificate', request);
		const { SigningAlgorithm, NotBefore = moment.now, NotAfter } = request;
		const validity = { notBefore: wholeSecond(NotBefore), notAfter: wholeSecond(NotAfter) };
		const wrong = validityFault(validity);
		if (wrong) refuse(wrong.of === 'notBefore' ? 'NotBefore' : 'NotAfter', wrong.fault);
		const made = await selfSignedCertificate(contentOf(request), validity, key);
		const SerialNumber = toHex(made.serialNumber);
		const Fingerprint = toHex(await sha256(made.certificate));
		const detail = { serialNumber: SerialNumber, validTo: validity.notAfter };
		return {
			change: { log: [entry('CreateSelfSignedCertificate', cmk, request, detail)] },
			answer: () => ({
				...{ KeyId: cmk.keyId, SigningAlgorithm, Certificate: made.certificate },
				...{ SerialNumber, Fingerprint },
				...{ NotBefore: validity.notBefore, NotAfter: validity.notAfter }
			})
		};
	});

function refuse(parameter: string, rule: string): never {
	throw new KmsError('InvalidParameter', { parameter, rule });
}

async function signerOf(
	moment: Moment,
	operation: Name,
	{ KeyId, SigningAlgorithm }: Request<Name>
): Promise<{ cmk: Cmk; key: CertificateKey }> {
	const { cmk, openMaterial } = useCmk(moment, operation, KeyId, SigningAlgorithm);
	const way = [cmk.keySpec, SigningAlgorithm] as const;
	const privateKey = await openMaterial((materialKey, sealed, aad) =>
		openSigningKey(materialKey, sealed, aad, ...way)
	);
	return {
		cmk,
		key: {
			publicKey: fromBase64(cmk.publicKey ?? ''),
			algorithm: SigningAlgorithm,
			sign: (message) => sign(privateKey, message, ...way)
		}
	};
}

/** @throws {@link KmsError} `InvalidParameter` */
function contentOf(request: Request<Name>): CertificateContent {
	const { Subject, AlternativeNames = [], CertificateAuthority = false, PathLength } = request;
	const parts = subjectPartNames.filter((part) => Subject[part] !== undefined);
	if (parts.length === 0) refuse('Subject', 'AT_LEAST_ONE_PART');
	for (const part of parts) {
		const fault = subjectFault(part, Subject[part] ?? '');
		if (fault) refuse(`Subject.${part}`, fault);
	}
	if (!AlternativeNames.every(isAlternativeName))
		refuse('AlternativeNames', 'DNS_NAMES_IP_OR_MAIL_ADDRESSES');
	if (PathLength !== undefined && !CertificateAuthority)
		refuse('PathLength', 'OF_AN_AUTHORITY_ONLY');
	if (PathLength !== undefined && PathLength > longestPath)
		refuse('PathLength', `FROM_0_TO_${longestPath}`);
	return {
		subject: Subject,
		names: AlternativeNames,
		authority: CertificateAuthority
			? { ...(PathLength !== undefined && { pathLength: PathLength }) }
			: undefined
	};
}

const entry = (
	operation: Name,
	{ keyId }: Cmk,
	{ SigningAlgorithm, CertificateAuthority = false }: Request<Name>,
	more: LogDetail = {}
) => ({
	operation,
	keyId,
	detail: { algorithm: SigningAlgorithm, authority: CertificateAuthority, ...more }
});
