import { Encrypter } from 'age-encryption';
import { buildEncrypt } from '@aws-crypto/encrypt-browser';
import {
	CommitmentPolicy,
	AlgorithmSuiteIdentifier as Suite
} from '@aws-crypto/material-management-browser';
import {
	RawAesKeyringWebCrypto,
	RawAesWrappingSuiteIdentifier
} from '@aws-crypto/raw-aes-keyring-browser';
import type { Bytes } from '#lib/domain/bytes.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody, encryptBody } from '#lib/crypto/message-body.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { Written } from '../support/encrypted-files.ts';
import { newMessage } from '../support/message-pair.ts';
import { newAesKey } from './floor.ts';
import { inRounds, ratio, timed, type Report } from './samples.ts';

const mebibytes = 64;
/** As `File.stream()` mostly gives them. */
const pieceBytes = 256 * 1024;
/** A longer frame the AWS Encryption SDK takes at this size: by default it has 4 KiB. */
const awsFrameLength = 1024 * 1024;

/** Gives the bytes where they lie: what a disk's stream costs is not measured here. */
function streamOf(bytes: Bytes): ReadableStream<Uint8Array> {
	let at = 0;
	return new ReadableStream({
		pull(controller) {
			if (at < bytes.length) controller.enqueue(bytes.subarray(at, at + pieceBytes));
			else controller.close();
			at += pieceBytes;
		}
	});
}

const discard = () => Promise.resolve();

/** The bodies of encrypted files, from memory to nowhere: what the cipher costs, without a disk. */
export async function filesSuite(): Promise<Report> {
	const plaintext = new Uint8Array(1024 * 1024 * mebibytes);
	crypto.getRandomValues(plaintext.subarray(0, 65_536));
	const source = () => streamOf(plaintext);
	const key = await newAesKey();
	const message = await newMessage();
	const header = parseMessageHeader(message.header);
	const body = new Written();
	await encryptBody(message.encryptKey, message.messageId, source(), body.write);
	const encrypted = body.bytes;
	const aws = await awsEncryption();

	const samples = await inRounds(
		{
			raw: () =>
				timed(1, async () => {
					const iv = new Uint8Array(12);
					for (let at = 0; at < plaintext.length; at += frameLength)
						await crypto.subtle.encrypt(
							{ name: 'AES-GCM', iv },
							key,
							plaintext.subarray(at, at + frameLength)
						);
				}),
			encrypt: () =>
				timed(1, () => encryptBody(message.encryptKey, message.messageId, source(), discard)),
			decrypt: () =>
				timed(1, () =>
					decryptBody(message.decryptKey, header, streamOf(encrypted), encrypted.length, discard)
				),
			age: () =>
				timed(1, async () => {
					const encrypter = new Encrypter();
					encrypter.setPassphrase('passphrase');
					encrypter.setScryptWorkFactor(1);
					const stream = await encrypter.encrypt(source());
					await stream.pipeTo(new WritableStream());
				}),
			aws: () => timed(1, () => aws(plaintext)),
			awsLongFrames: () => timed(1, () => aws(plaintext, awsFrameLength))
		},
		{ rounds: 9, budgetMs: 40_000 }
	);

	// The other way round than elsewhere: so many times as fast is the second.
	return {
		ratios: [
			ratio('subtle.encrypt, 512 KiB', samples.raw, 'encrypting a file', samples.encrypt),
			ratio('@aws-crypto in the browser', samples.aws, 'encrypting a file', samples.encrypt),
			ratio(
				'the same, frames of 1 MiB',
				samples.awsLongFrames,
				'encrypting a file',
				samples.encrypt
			),
			ratio('age-encryption', samples.age, 'encrypting a file', samples.encrypt),
			ratio('encrypting a file', samples.encrypt, 'decrypting it', samples.decrypt)
		],
		breakdowns: []
	};
}

/** Of the AWS Encryption SDK, suite 0x0478, from one buffer to another. */
async function awsEncryption() {
	const { encrypt } = buildEncrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
	const wrappingSuite = RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING;
	const keyring = new RawAesKeyringWebCrypto({
		keyName: 'key',
		keyNamespace: 'bench',
		masterKey: await RawAesKeyringWebCrypto.importCryptoKey(randomBytes(32), wrappingSuite),
		wrappingSuite
	});
	return (plaintext: Bytes, awsFrame?: number) =>
		encrypt(keyring, plaintext, {
			suiteId: Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
			...(awsFrame !== undefined && { frameLength: awsFrame })
		});
}
