import { messages } from './messages.ts';

/** Key states and origins in words. */
export const keyStateMessages = messages({
	en: {
		PENDING_IMPORT: 'Pending import',
		ENABLED: 'Enabled',
		DISABLED: 'Disabled',
		PENDING_DELETION: 'Pending deletion',
		EXTERNAL: 'External',
		AIRLOCK: 'Made by Airlock'
	},
	'zh-CN': {
		PENDING_IMPORT: '待导入',
		ENABLED: '已启用',
		DISABLED: '已禁用',
		PENDING_DELETION: '待删除',
		EXTERNAL: '外部',
		AIRLOCK: '由 Airlock 生成'
	}
});
