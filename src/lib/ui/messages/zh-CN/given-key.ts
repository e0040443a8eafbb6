import type { givenKeyMessages as English } from '../en/given-key.ts';
import type { Translation } from '../messages.ts';

/** 他人交来的公钥。 */
export const givenKeyMessages: Translation<typeof English> = {
	publicKey: '公钥',
	hint: '对方的公钥：PEM、DER、JWK、证书，或 OpenSSH 公钥行。',
	give: '请选择或粘贴可在此使用的公钥。',
	taken: (kind) => `公钥，${kind}。`,
	many: (count) =>
		`这个文件里有 ${count} 个公钥，取用了第一个可用的。如果需要另一个，请选择只含该公钥的文件。`,
	ended: (time) => `证书已于 ${time} 到期。`,
	private: '这是私钥。',
	privateCause:
		'这里只需要公钥。没有保留这个私钥的任何内容。如果它是别人发给您的，请告诉对方：其他人也可能持有它。',
	other: (kind) => `这是公钥，${kind}，不能在此使用。`,
	none: '其中没有公钥。',
	noneCause: '请选择对方的公钥或证书。'
};
