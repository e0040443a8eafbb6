import type { keyStateMessages as English } from '../en/key-state.ts';
import type { Translation } from '../messages.ts';

/** Key states and origins in words. */
export const keyStateMessages: Translation<typeof English> = {
	PENDING_IMPORT: '待导入',
	ENABLED: '已启用',
	DISABLED: '已禁用',
	PENDING_DELETION: '待删除',
	RETIRED: '已退役',
	EXTERNAL: '外部',
	AIRLOCK: '由 Airlock 生成'
};
