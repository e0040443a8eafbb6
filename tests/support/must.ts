/** @returns a row that a test knows to be there */
export function must<Row>(row: Row | undefined): Row {
	if (row === undefined) throw new Error('there is no such row');
	return row;
}
