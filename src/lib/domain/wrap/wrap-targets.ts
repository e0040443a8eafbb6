import { isSymmetric, type KeySpec } from '../key/key-spec.ts';
import { fits, wrapMethods, type WrapMethod } from './wrap-capacity.ts';

/** The services that key material is wrapped for. */
export const wrapTargets = [
	'AWS',
	'ALIBABA',
	'PING_AN',
	'GOOGLE',
	'AZURE',
	'VAULT',
	'TENCENT',
	'OTHER',
	'AIRLOCK'
] as const;
/** One of them. */
export type WrapTarget = (typeof wrapTargets)[number];

/** @returns the service as it stands in addresses and file names: `ping-an` */
export function slugOf(target: WrapTarget): string {
	return target.toLowerCase().replaceAll('_', '-');
}

/** @returns undefined for a slug of none */
export function targetOfSlug(slug: string): WrapTarget | undefined {
	return wrapTargets.find((target) => slugOf(target) === slug);
}

/** A form of the encrypted key, each a file. */
export type WrappedForm = 'BINARY' | 'BASE64' | 'HEX' | 'BYOK';

/** What a service takes. */
export interface WrapTargetFacts {
	/** the sizes its wrapping keys have, in bits */
	wrappingKeyBits: readonly number[];
	/** the first that carries the key material is preselected */
	methods: readonly WrapMethod[];
	/** the first is preselected */
	keySpecs: readonly KeySpec[];
	/** methods for raw key material, and for RSA private keys, where not all are taken for them */
	symmetricMethods?: readonly WrapMethod[];
	rsaPrivateKeyMethods?: readonly WrapMethod[];
	/** what the service takes, the most likely first */
	forms: readonly WrappedForm[];
	/** for how long what was downloaded works; null where it does not end */
	ticketHours: number | null;
	/** whether the key material can expire there, and at most after how many days */
	expiry: { atMostDays: number | null } | null;
}

const oaepAndHybrid: readonly WrapMethod[] = [
	'RSAES_OAEP_SHA_256',
	'RSAES_OAEP_SHA_1',
	'RSA_AES_KEY_WRAP_SHA_256',
	'RSA_AES_KEY_WRAP_SHA_1'
];
const hybridOnly: readonly WrapMethod[] = ['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'];
const plainOnly: readonly WrapMethod[] = ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'];
const withPkcs1: readonly WrapMethod[] = [...plainOnly, 'RSAES_PKCS1_V1_5'];
const anyRsa = [2048, 3072, 4096] as const;
const rsaKeys = ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
const nistCurves = ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const;
const hmacKeys = ['HMAC_256', 'HMAC_224', 'HMAC_384', 'HMAC_512'] as const;

/**
 * What each service takes. Sources:
 * - AWS KMS: GetParametersForImport and ImportKeyMaterial of the API reference; AES_128 is for SM4 in its China
 *   Regions; the RSA_AES methods are for private keys, and the only ones for those of RSA; PKCS #1 v1.5 is refused
 *   since 10 October 2023; at most 365 days.
 * - Alibaba Cloud KMS: GetParametersForImport, ImportKeyMaterial. EC_SM2 wrapping keys and the private keys of
 *   dedicated instances are not done here.
 * - Ping An Cloud KMS: GetParametersForImport; RSA_2048, AES-256 and hexadecimal text only.
 * - Google Cloud KMS: ImportJob.ImportMethod and “Formatting keys for import”: keys of HMAC are as long as the hash.
 * - Azure Key Vault: “Bring your own key specification”; OAEP with SHA-1, fixed. AES keys on a Managed HSM only.
 * - HashiCorp Vault and OpenBao: transit secrets engine, `/keys/:name/import`; one RSA-4096 key for each mount.
 * - Tencent Cloud KMS: GetParametersForImport, ImportKeyMaterial; 256 bits, or 128 for SM4.
 * - another Airlock: docs/formats.md §3.
 */
export const wrapTargetFacts: Record<WrapTarget, WrapTargetFacts> = {
	AWS: {
		wrappingKeyBits: anyRsa,
		methods: oaepAndHybrid,
		symmetricMethods: plainOnly,
		rsaPrivateKeyMethods: hybridOnly,
		keySpecs: ['AES_256', 'AES_128', ...hmacKeys, ...rsaKeys, ...nistCurves],
		forms: ['BINARY'],
		ticketHours: 24,
		expiry: { atMostDays: 365 }
	},
	ALIBABA: {
		wrappingKeyBits: [2048],
		methods: withPkcs1,
		keySpecs: ['AES_256', 'AES_128'],
		forms: ['BASE64', 'BINARY'],
		ticketHours: 24,
		expiry: { atMostDays: null }
	},
	PING_AN: {
		wrappingKeyBits: [2048],
		methods: withPkcs1,
		keySpecs: ['AES_256'],
		forms: ['HEX', 'BINARY'],
		ticketHours: 24,
		expiry: { atMostDays: null }
	},
	GOOGLE: {
		wrappingKeyBits: [3072, 4096],
		methods: ['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1', 'RSAES_OAEP_SHA_256'],
		rsaPrivateKeyMethods: hybridOnly,
		keySpecs: ['AES_256', ...hmacKeys, ...rsaKeys, 'ECC_NIST_P256', 'ECC_NIST_P384'],
		forms: ['BINARY'],
		ticketHours: 72,
		expiry: null
	},
	AZURE: {
		wrappingKeyBits: anyRsa,
		methods: ['RSA_AES_KEY_WRAP_SHA_1'],
		keySpecs: [...rsaKeys, ...nistCurves, 'AES_256', 'AES_128'],
		forms: ['BYOK'],
		ticketHours: null,
		expiry: null
	},
	VAULT: {
		wrappingKeyBits: [4096],
		methods: hybridOnly,
		keySpecs: ['AES_256', 'AES_128', ...rsaKeys, ...nistCurves],
		forms: ['BASE64'],
		ticketHours: null,
		expiry: null
	},
	TENCENT: {
		wrappingKeyBits: [2048],
		methods: plainOnly,
		keySpecs: ['AES_256', 'AES_128'],
		forms: ['BASE64'],
		ticketHours: 24,
		expiry: { atMostDays: null }
	},
	OTHER: {
		wrappingKeyBits: anyRsa,
		methods: oaepAndHybrid,
		keySpecs: ['AES_256', 'AES_128', ...hmacKeys, ...rsaKeys, ...nistCurves],
		forms: ['BINARY', 'BASE64', 'HEX'],
		ticketHours: null,
		expiry: null
	},
	AIRLOCK: {
		wrappingKeyBits: anyRsa,
		methods: oaepAndHybrid,
		keySpecs: ['AES_256'],
		forms: ['BINARY'],
		ticketHours: 24,
		expiry: null
	}
};

/** @returns the methods that the service takes for this kind of key material, whether or not it fits */
export function methodsFor(target: WrapTarget, keySpec: KeySpec): readonly WrapMethod[] {
	const { methods, symmetricMethods, rsaPrivateKeyMethods } = wrapTargetFacts[target];
	if (isSymmetric(keySpec)) return symmetricMethods ?? methods;
	return keySpec.startsWith('RSA_') ? (rsaPrivateKeyMethods ?? methods) : methods;
}

/** Why a method is not for this key material: the service does not take it, or it is too small. */
export type MethodFault = 'NOT_TAKEN' | 'TOO_SMALL';

/** @returns why not; undefined when it can be used */
export function methodFault(
	target: WrapTarget,
	keySpec: KeySpec,
	method: WrapMethod,
	modulusBits: number
): MethodFault | undefined {
	if (!methodsFor(target, keySpec).includes(method)) return 'NOT_TAKEN';
	return fits(keySpec, method, modulusBits) ? undefined : 'TOO_SMALL';
}

/** @returns the method to begin with; undefined when this wrapping key carries no such key material */
export function defaultMethod(
	target: WrapTarget,
	keySpec: KeySpec,
	modulusBits: number
): WrapMethod | undefined {
	return methodsFor(target, keySpec).find(
		(method) => methodFault(target, keySpec, method, modulusBits) === undefined
	);
}

/** @returns every method that the service knows, in one order for all services */
export function knownMethods(target: WrapTarget): WrapMethod[] {
	return wrapMethods.filter((method) => wrapTargetFacts[target].methods.includes(method));
}
