/**
 * Genesis in the JSON form of CometBFT, so that the same file starts a solo validator and a CometBFT network.
 * `app_state` holds `{network, state}`: the network id in hex and the initial state as base64 of canonical CBOR.
 */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { ConsiliumError } from '../errors.ts';
import type { ConsensusParams } from './consensusParams.ts';
import { formatTime, parseTime, type ChainTime } from './time.ts';
import { validatorAddress, validatorSet, type ValidatorSet } from './validators.ts';

export interface Genesis {
  /** 32 random bytes; stands in every signature of a transaction. */
  readonly network: Uint8Array;
  readonly chainId: string;
  readonly time: ChainTime;
  readonly initialHeight: number;
  readonly validators: ValidatorSet;
  readonly params: ConsensusParams;
  /** Canonical CBOR; see contracts/genesis. */
  readonly appState: Uint8Array;
}

const decimal = z.string().regex(/^-?\d{1,19}$/u);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/u);
const genesisJson = z.object({
  genesis_time: z.string(),
  chain_id: z.string().min(1).max(50),
  initial_height: decimal,
  consensus_params: z.object({ block: z.object({ max_bytes: decimal, max_gas: decimal }) }),
  validators: z
    .array(
      z.object({
        pub_key: z.object({ type: z.literal('tendermint/PubKeyEd25519'), value: base64 }),
        power: decimal,
      }),
    )
    .min(1),
  app_state: z.object({ network: z.string().length(64), state: base64 }),
});

/** UTF-8 JSON. */
export function encodeGenesis(genesis: Genesis): Uint8Array {
  const json = {
    genesis_time: formatTime(genesis.time),
    chain_id: genesis.chainId,
    initial_height: String(genesis.initialHeight),
    consensus_params: {
      block: { max_bytes: String(genesis.params.maxBytes), max_gas: String(genesis.params.maxGas) },
      evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
      validator: { pub_key_types: ['ed25519'] },
      version: { app: '1' },
      abci: { vote_extensions_enable_height: '0' },
    },
    validators: genesis.validators.validators.map((validator) => ({
      address: toHex(validatorAddress(validator.publicKey)).toUpperCase(),
      pub_key: { type: 'tendermint/PubKeyEd25519', value: toBase64(validator.publicKey) },
      power: String(validator.power),
      name: '',
    })),
    app_hash: '',
    app_state: { network: toHex(genesis.network), state: toBase64(genesis.appState) },
  };
  return utf8(`${JSON.stringify(json, null, 2)}\n`);
}

/** Errors: `genesis-malformed`. */
export function decodeGenesis(bytes: Uint8Array): Genesis {
  try {
    const json = genesisJson.parse(JSON.parse(fromUtf8(bytes)));
    return {
      network: fromHex(json.app_state.network),
      chainId: json.chain_id,
      time: parseTime(json.genesis_time),
      initialHeight: Number(json.initial_height),
      validators: validatorSet(
        json.validators.map((item) => ({
          publicKey: fromBase64(item.pub_key.value),
          power: BigInt(item.power),
        })),
      ),
      params: {
        maxBytes: BigInt(json.consensus_params.block.max_bytes),
        maxGas: BigInt(json.consensus_params.block.max_gas),
      },
      appState: fromBase64(json.app_state.state),
    };
  } catch (cause) {
    throw new ConsiliumError('genesis-malformed', {}, { cause });
  }
}

/** SHA-256 of the file's bytes: what a replica pins. */
export function genesisHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
