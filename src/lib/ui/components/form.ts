/** One thing that is wrong with a form: the id of the field it belongs to, and the words. */
export interface FieldError {
	field: string;
	message: string;
}

export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
	return errors.find((error) => error.field === field)?.message;
}

/**
 * Reads a text field of a submitted form.
 *
 * @returns the text as typed; empty when there is no such field
 */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
