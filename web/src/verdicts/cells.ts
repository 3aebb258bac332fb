import type { BoardCell, Value } from '../api/types';

type CellKey = Pick<BoardCell, 'clause' | 'party' | 'sector' | 'day'>;

/** A cell of the board as it stands in an address: clause~party~sector~day. */
export const writeCell = (cell: CellKey) => [cell.clause, cell.party, cell.sector, cell.day].join('~');

export function indexCells(cells: BoardCell[]): ReadonlyMap<string, BoardCell> {
  return new Map(cells.map((cell) => [writeCell(cell), cell]));
}

/** In the order of the board's legend. */
export const values: Value[] = ['breached', 'disputed', 'not observed', 'complied'];
