/** Whether this computer holds a demonstration: then made-up patients may be offered where a card is asked for. */
import { createContext } from 'react';

export const IsDemonstration = createContext(false);
