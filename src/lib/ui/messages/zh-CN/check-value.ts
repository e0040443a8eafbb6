import type { checkValueMessages as English } from '../en/check-value.ts';
import type { Translation } from '../messages.ts';

export const checkValueMessages: Translation<typeof English> = {
	secret: (kcv) => `校验值 ${kcv}`,
	pair: (sha256) => `公钥指纹 ${sha256}`
};
