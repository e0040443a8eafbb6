/** Sign, Verify, GetPublicKey. */
import { fromBase64, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { usageOf } from '#lib/domain/key/kinds.ts';
import {
	isSshAlgorithm,
	sshSignature,
	sshSigned,
	type SshAlgorithm
} from '#lib/domain/key/ssh-signature.ts';
import { publicKeyForms } from '#lib/crypto/public-key-forms.ts';
import { sha512 } from '#lib/crypto/sha512.ts';
import { openSigningKey, sign as signMessage, verify as verifies } from '#lib/crypto/signature.ts';
import type { Request } from '../api.ts';
import type { OperationFunction } from '../engine/context.ts';
import { algorithmFields } from './key-metadata.ts';
import { logUse } from './log-use.ts';
import { assertLength, assertMessageLength, longestSignature } from './message.ts';
import { useCmk } from './use-key.ts';

/** Signs a message with a CMK, or what OpenSSH signs in its place. */
export const sign: OperationFunction<'Sign'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const { KeyId, Message, SigningAlgorithm } = request;
		const { cmk, openMaterial } = useCmk(moment, 'Sign', KeyId, SigningAlgorithm);
		assertMessage(request);
		const ssh = sshSigning(request);
		const privateKey = await openMaterial((materialKey, sealed, aad) =>
			openSigningKey(materialKey, sealed, aad, cmk.keySpec, SigningAlgorithm)
		);
		const signed = ssh ? sshSigned(ssh.namespace, await sha512(Message)) : Message;
		const Signature = await signMessage(privateKey, signed, cmk.keySpec, SigningAlgorithm);
		const SshSignature = ssh && (await sshFile(cmk, ssh, Signature));
		return {
			change: {
				log: [
					{
						operation: 'Sign',
						keyId: cmk.keyId,
						detail: { bytes: Message.length, algorithm: SigningAlgorithm }
					}
				]
			},
			answer: () => ({
				KeyId: cmk.keyId,
				Signature,
				...(SshSignature !== undefined && { SshSignature }),
				SigningAlgorithm
			})
		};
	});

/** Tells whether a CMK has signed a message: a signature that does not fit is `KmsInvalidSignature`. */
export const verify: OperationFunction<'Verify'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const { KeyId, Message, Signature, SigningAlgorithm } = request;
		const { cmk } = useCmk(moment, 'Verify', KeyId, SigningAlgorithm);
		assertMessage(request);
		assertLength('Signature', Signature, longestSignature);
		const way = [cmk.keySpec, SigningAlgorithm] as const;
		if (!(await verifies(publicKeyOf(cmk), Message, Signature, ...way)))
			throw new KmsError('KmsInvalidSignature', {});
		return {
			change: {
				log: [
					{
						operation: 'Verify',
						keyId: cmk.keyId,
						detail: { bytes: Message.length, algorithm: SigningAlgorithm }
					}
				]
			},
			answer: () => ({ KeyId: cmk.keyId, SignatureValid: true, SigningAlgorithm })
		};
	});

/** A hash in place of the message: WebCrypto signs none, and a private key never leaves it. */
function assertMessage(request: Request<'Sign'>): void {
	if (request.MessageType === 'DIGEST')
		throw new KmsError('InvalidParameter', { parameter: 'MessageType', rule: 'RAW_ONLY' });
	assertMessageLength(request);
}

interface SshSigning {
	namespace: string;
	algorithm: SshAlgorithm;
}

/** @returns undefined where no signature for OpenSSH is asked for */
function sshSigning(request: Request<'Sign'>): SshSigning | undefined {
	const { SshNamespace: namespace, SigningAlgorithm: algorithm } = request;
	if (namespace === undefined) return undefined;
	if (isSshAlgorithm(algorithm)) return { namespace, algorithm };
	throw new KmsError('InvalidParameter', { parameter: 'SigningAlgorithm', rule: 'SSH' });
}

async function sshFile(
	cmk: Cmk,
	{ namespace, algorithm }: SshSigning,
	signature: Bytes
): Promise<string> {
	const { others } = await publicKeyForms(publicKeyOf(cmk), cmk.keySpec);
	if (!others) throw new RangeError('OpenSSH has no form for this public key');
	return sshSignature(others.openSsh, namespace, algorithm, signature);
}

const publicKeyOf = ({ publicKey = '' }: Cmk): Bytes => fromBase64(publicKey);

/** Gives the public key of a pair. */
export const getPublicKey: OperationFunction<'GetPublicKey'> = async (context, { KeyId }) => {
	const cmk = await context.read(({ vault, now }) => {
		const found = vault.cmk(KeyId);
		assertAllowed('GetPublicKey', found, now);
		return found;
	});
	const PublicKey = publicKeyOf(cmk);
	return {
		KeyId: cmk.keyId,
		PublicKey,
		KeySpec: cmk.keySpec,
		KeyUsage: usageOf(cmk),
		Forms: await publicKeyForms(PublicKey, cmk.keySpec),
		...algorithmFields(cmk)
	};
};
