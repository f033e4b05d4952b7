// Writes test/vectors/chain/cometbft-types.json with CometBFT's own code: encodings and hashes of made-up votes, commits,
// validator sets, headers, blocks and evidence, above all those that a quiet network never shows. Command in README.md.
package main

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strconv"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/crypto/merkle"
	"github.com/cometbft/cometbft/crypto/tmhash"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/proto/tendermint/version"
	"github.com/cometbft/cometbft/types"
	cmttime "github.com/cometbft/cometbft/types/time"
)

type object = map[string]any

const chainID = "consilium-vectors"

var at = time.Date(2026, 11, 23, 8, 0, 0, 123456789, time.UTC)

func h(name string) []byte { return tmhash.Sum([]byte(name)) }

func key(name string) ed25519.PrivKey { return ed25519.GenPrivKeyFromSecret([]byte(name)) }

func hexOf(bytes []byte) string { return hex.EncodeToString(bytes) }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func blockID(name string, parts uint32) types.BlockID {
	return types.BlockID{Hash: h(name), PartSetHeader: types.PartSetHeader{Total: parts, Hash: h(name + " parts")}}
}

func timeOf(t time.Time) object {
	return object{"seconds": strconv.FormatInt(t.Unix(), 10), "nanos": t.Nanosecond()}
}

func idOf(id types.BlockID) object {
	return object{"hash": hexOf(id.Hash), "total": id.PartSetHeader.Total, "parts": hexOf(id.PartSetHeader.Hash)}
}

func votes() []object {
	out := []object{}
	for _, vote := range []types.Vote{
		{Height: 1, Round: 0, BlockID: blockID("one", 1), Timestamp: at},
		{Height: 7, Round: 3, BlockID: blockID("seven", 220), Timestamp: at},
		{Height: 7, Round: 1, BlockID: types.BlockID{}, Timestamp: at},
		{Height: 1 << 40, Round: 0, BlockID: blockID("far", 2), Timestamp: time.Unix(1, 0).UTC()},
	} {
		vote.Type = cmtproto.PrecommitType
		signBytes := types.VoteSignBytes(chainID, vote.ToProto())
		out = append(out, object{
			"height": vote.Height, "round": vote.Round, "blockId": idOf(vote.BlockID), "time": timeOf(vote.Timestamp),
			"signBytes": hexOf(signBytes), "signature": hexOf(must(key("voter").Sign(signBytes))),
		})
	}
	return out
}

func validators() object {
	powers := map[string]int64{"a": 10, "b": 30, "c": 10, "d": 1, "e": 30}
	list := []*types.Validator{}
	given := []object{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		list = append(list, types.NewValidator(key(name).PubKey(), powers[name]))
		given = append(given, object{"publicKey": hexOf(key(name).PubKey().Bytes()), "power": strconv.FormatInt(powers[name], 10)})
	}
	set := types.NewValidatorSet(list)
	order := []string{}
	for _, validator := range set.Validators {
		order = append(order, hexOf(validator.Address))
	}
	return object{"given": given, "addresses": order, "hash": hexOf(set.Hash())}
}

// A commit at round 2 in which one validator was absent and one voted nil.
func commit() object {
	names := []string{"a", "b", "c", "d"}
	list := []*types.Validator{}
	byAddress := map[string]ed25519.PrivKey{}
	for _, name := range names {
		list = append(list, types.NewValidator(key(name).PubKey(), 10))
		byAddress[key(name).PubKey().Address().String()] = key(name)
	}
	set := types.NewValidatorSet(list)
	id := blockID("committed", 3)
	made := types.Commit{Height: 9, Round: 2, BlockID: id}
	keys := []object{}
	for index, validator := range set.Validators {
		keys = append(keys, object{"publicKey": hexOf(validator.PubKey.Bytes()), "power": "10"})
		flag := types.BlockIDFlagCommit
		if index == 1 {
			made.Signatures = append(made.Signatures, types.NewCommitSigAbsent())
			continue
		}
		if index == 3 {
			flag = types.BlockIDFlagNil
		}
		signature := types.CommitSig{BlockIDFlag: flag, ValidatorAddress: validator.Address, Timestamp: at.Add(time.Duration(index) * time.Nanosecond)}
		made.Signatures = append(made.Signatures, signature)
		bytes := made.VoteSignBytes(chainID, int32(index))
		made.Signatures[index].Signature = must(byAddress[validator.Address.String()].Sign(bytes))
	}
	return object{
		"chainId": chainID, "validators": keys, "blockId": idOf(id),
		"bytes": hexOf(must(made.ToProto().Marshal())), "hash": hexOf(made.Hash()),
	}
}

func header(change func(*types.Header)) object {
	header := types.Header{
		Version: version.Consensus{Block: 1, App: 2}, ChainID: "chainId", Height: 3,
		Time:           time.Date(2019, 10, 13, 16, 14, 44, 0, time.UTC),
		LastBlockID:    types.BlockID{Hash: make([]byte, 32), PartSetHeader: types.PartSetHeader{Total: 6, Hash: make([]byte, 32)}},
		LastCommitHash: h("last_commit_hash"), DataHash: h("data_hash"), ValidatorsHash: h("validators_hash"),
		NextValidatorsHash: h("next_validators_hash"), ConsensusHash: h("consensus_hash"), AppHash: h("app_hash"),
		LastResultsHash: h("last_results_hash"), EvidenceHash: h("evidence_hash"), ProposerAddress: h("proposer_address")[:20],
	}
	change(&header)
	return object{"bytes": hexOf(must(header.ToProto().Marshal())), "hash": hexOf(header.Hash())}
}

func evidence() *types.DuplicateVoteEvidence {
	validator := types.NewValidator(key("a").PubKey(), 10)
	vote := func(name string) *types.Vote {
		made := types.Vote{Type: cmtproto.PrecommitType, Height: 4, BlockID: blockID(name, 1), Timestamp: at, ValidatorAddress: validator.Address}
		made.Signature = must(key("a").Sign(types.VoteSignBytes(chainID, made.ToProto())))
		return &made
	}
	return must(types.NewDuplicateVoteEvidence(vote("x"), vote("y"), at, types.NewValidatorSet([]*types.Validator{validator})))
}

// A block with transactions of several sizes (byte n of transaction t is t + n) and evidence of a double vote.
func block(sizes []int, withEvidence bool) object {
	txs := types.Txs{}
	for index, size := range sizes {
		tx := make([]byte, size)
		for at := range tx {
			tx[at] = byte(index + at)
		}
		txs = append(txs, tx)
	}
	list := types.EvidenceList{}
	if withEvidence {
		list = append(list, evidence())
	}
	made := types.MakeBlock(5, txs, &types.Commit{Height: 4, BlockID: blockID("four", 1)}, list)
	made.Header.ChainID = chainID
	made.Header.Time = at
	made.Header.ValidatorsHash = h("validators_hash")
	made.Header.ProposerAddress = h("proposer_address")[:20]
	parts := must(made.MakePartSet(types.BlockPartSizeBytes))
	bytes := must(must(made.ToProto()).Marshal())
	shown := ""
	if len(bytes) < 4096 {
		shown = hexOf(bytes)
	}
	return object{
		"sizes": sizes, "bytes": shown, "sha256": hexOf(tmhash.Sum(bytes)), "hash": hexOf(made.Hash()),
		"dataHash": hexOf(made.DataHash), "evidenceHash": hexOf(made.EvidenceHash), "total": parts.Header().Total, "parts": hexOf(parts.Header().Hash),
	}
}

func results() object {
	list := []*abci.ExecTxResult{{}, {Code: 14, Data: []byte("said"), Log: "not covered", GasWanted: 3, GasUsed: 2}, {Data: []byte{0}}}
	return object{"hash": hexOf(types.NewResults(list).Hash()), "empty": hexOf(types.NewResults(nil).Hash())}
}

func roots() []string {
	out := []string{}
	for count := 0; count <= 9; count++ {
		items := [][]byte{}
		for index := 0; index < count; index++ {
			items = append(items, []byte{byte(index)})
		}
		out = append(out, hexOf(merkle.HashFromByteSlices(items)))
	}
	return out
}

func median() object {
	times := []*cmttime.WeightedTime{}
	given := []object{}
	for _, item := range []struct{ second, weight int64 }{{30, 10}, {10, 33}, {20, 40}, {40, 17}} {
		moment := at.Add(time.Duration(item.second) * time.Second)
		times = append(times, cmttime.NewWeightedTime(moment, item.weight))
		given = append(given, object{"time": timeOf(moment), "weight": strconv.FormatInt(item.weight, 10)})
	}
	return object{"given": given, "median": timeOf(cmttime.WeightedMedian(times, 100))}
}

func main() {
	params := types.DefaultConsensusParams()
	params.Block.MaxBytes = 2097152
	out := object{
		"version": "v0.38.25", "chainId": chainID, "votes": votes(), "validators": validators(), "commit": commit(),
		"headers": []object{
			header(func(*types.Header) {}),
			header(func(first *types.Header) {
				first.Height, first.LastBlockID, first.Time = 1, types.BlockID{}, at
				first.LastCommitHash, first.LastResultsHash = (&types.Commit{}).Hash(), types.NewResults(nil).Hash()
			}),
		},
		"blocks": []object{
			block([]int{}, false), block([]int{1}, false), block([]int{70000, 3}, false), block([]int{200000}, false), block([]int{5}, true),
		},
		"results": results(), "roots": roots(), "median": median(), "consensusHash": hexOf(params.Hash()),
	}
	bytes := must(json.MarshalIndent(out, "", " "))
	if err := os.WriteFile(os.Args[1], append(bytes, '\n'), 0o644); err != nil {
		panic(err)
	}
}
