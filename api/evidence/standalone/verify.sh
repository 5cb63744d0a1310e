#!/bin/bash
# Verifies the evidence in this folder with bash, coreutils (8.31 or newer) and openssl (3) alone:
#     bash verify.sh [VERIFIER-KEY]
# Give the verifier key as it was handed to you, not as it lies here: else the bundle vouches for
# itself. On a long deal verify.py is quicker and does the same.
set -euo pipefail
export LC_ALL=C
shopt -s globstar nullglob dotglob
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
no() { echo "NOT VERIFIED: $*" >&2; exit 1; }
sha() { local h; read -r h _ < <(sha256sum "$@"); echo "${h^^}"; }
hex() { base64 -d | basenc --base16 -w0; }
whole() { # Sets `whole` to all of a file, byte for byte: bash would drop a NUL, and line ends.
    ! IFS= read -r -d '' whole <"$1" || no "$1 has a NUL in it"
}

# 1. The files are those of the manifest, each with its SHA-256; no other file, no link.
files=()
for f in **; do
    [[ ! -L $f && (-f $f || -d $f) ]] || no "$f is a link, or no plain file"
    [[ ! -f $f || $f == manifest.sha256 ]] || files+=("$f")
done
list() { for ((n = 0; n < ${#files[@]}; n += 1000)); do sha256sum "${files[@]:n:1000}"; done; }
[[ $(list | sha) == $(sha manifest.sha256) ]] || no "the files are not those of manifest.sha256"

# 2. The checkpoint is signed by the verifier key: Ed25519, over its text up to the empty line.
# Base64 is read in its one form alone: what decodes to the same is another file.
b64='[A-Za-z0-9+/]' end='[AEIMQUYcgkosw048]='
whole verifier.vkey
vkey=${whole%$'\n'}
[[ $whole == "$vkey"$'\n' && $vkey =~ ^[^+]+\+([0-9a-f]{8})\+$b64{44}$ ]] || no verifier.vkey
key_id=${BASH_REMATCH[1]^^}
origin=${vkey%%+*} key=${vkey#*+*+} # which may have a + of its own, at its end too
[[ $# == 0 || $1 == "$vkey" ]] || no "the bundle has another verifier key than you"
named=$({ printf '%s\n' "$origin"; base64 -d <<<"$key"; } | sha)
[[ ${named:0:8} == "$key_id" && $(hex <<<"$key") == 01* ]] || no verifier.vkey
whole checkpoint
checkpoint=$whole
mapfile -t note <checkpoint
[[ ${#note[@]} == 5 && ${note[0]} == "$origin" && ${note[3]} == "" &&
    $checkpoint == *$'\n' && ${note[4]} =~ ^"— $origin "($b64{90}$end)$ ]] || no "checkpoint"
signature=$(hex <<<"${BASH_REMATCH[1]}")
[[ ${signature:0:8} == "$key_id" ]] || no "the checkpoint is signed by another key"
# What is read as a number below must be one: bash would evaluate anything else.
number='[1-9][0-9]{0,14}'
[[ ${note[1]} =~ ^$number$ ]] || no "the checkpoint's size"
[[ ${note[2]} =~ ^$b64{42}$end$ ]] || no "the checkpoint's root"
printf '%s\n' "${note[@]:0:3}" >"$work/text"
basenc -d --base16 <<<"${signature:8}" >"$work/signature"
{ base64 -d <<<MCowBQYDK2VwAyEA; base64 -d <<<"$key" | tail -c 32; } >"$work/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" \
    -sigfile "$work/signature" >/dev/null 2>&1 || no "the checkpoint's signature"
size=${note[1]} root=$(hex <<<"${note[2]}")

# 3. Every entry, and every leaf of what was left out, leads to the checkpoint's root (RFC 9162).
declare -A known
node() { # Sets `up` to the hash of two nodes.
    up=${known[$1$2]-}
    [[ $up ]] || up=$({ printf '\1'; basenc -d --base16 <<<"$1$2"; } | sha)
    known[$1$2]=$up
}
prove() { # The proof of a position, from its leaf.
    local at=$(($1 - 1)) last=$((size - 1)) lines beside file head
    up=$2
    printf -v file 'proofs/%010d.tlog-proof' "$1"
    [[ -f $file ]] || no "the proof of $1 is missing"
    mapfile -t lines <"$file"
    printf -v head 'c2sp.org/tlog-proof@v1\nindex %s\n' "$at"
    for ((n = 2; n < ${#lines[@]}; n++)); do
        [[ ${lines[n]} ]] || break
        [[ ${lines[n]} =~ ^$b64{42}$end$ ]] || no "the proof of $1 has something else than hashes"
        head+=${lines[n]}$'\n'
        beside=${known[${lines[n]}]-}
        [[ $beside ]] || beside=$(hex <<<"${lines[n]}")
        known[${lines[n]}]=$beside
        ((last > 0)) || no "the proof of $1 has too many hashes"
        if ((at & 1 || at == last)); then
            node "$beside" "$up"
            while ((!(at & 1) && at)); do ((at >>= 1, last >>= 1, 1)); done
        else
            node "$up" "$beside"
        fi
        ((at >>= 1, last >>= 1, 1))
    done
    whole "$file"
    [[ $last == 0 && $up == "$root" && $whole == "$head"$'\n'"$checkpoint" ]] ||
        no "the proof of $1 does not lead to the checkpoint"
}
declare -A entry leaf place
table() { # Sets `rows` to the lines of a table with this heading, every one of them ended.
    whole "$1"
    mapfile -t rows <"$1"
    [[ $whole == *$'\n' && ${rows[0]} == "$2" ]] || no "$1"
    rows=("${rows[@]:1}")
}
table leaves.csv stream,version,position,leaf
for line in "${rows[@]}"; do
    [[ $line =~ ^(deal|organisation),($number),($number),([0-9a-f]{64})$ ]] || no "leaves.csv"
    of=${BASH_REMATCH[1]}/${BASH_REMATCH[2]}
    [[ ! ${place[$of]-} ]] || no "leaves.csv: $of is there twice"
    place[$of]=${BASH_REMATCH[3]} leaf[$of]=${BASH_REMATCH[4]^^}
done
form='^\{"entry":(\{.*\}),"position":('$number'),"prev":"([0-9a-f]{64})","recorded_at":"[^"]+","version":('$number')\}$'
for f in deal/* organisation/*; do
    whole "$f"
    content=$whole
    [[ $content =~ $form && $f == */$(printf %010d "${BASH_REMATCH[2]}").json ]] || no "$f"
    stream=${f%%/*} position=${BASH_REMATCH[2]} version=${BASH_REMATCH[4]}
    [[ ! ${place[$stream/$version]-} ]] || no "version $version is there twice"
    entry[$position]=$content place[$stream/$version]=$position
    leaf[$stream/$version]=$({ printf '\0'; cat "$f"; } | sha)
done
proofs=(proofs/*)
[[ ${#proofs[@]} == "${#place[@]}" ]] || no "there are more proofs, or fewer, than entries"

# 4. Versions are 1, 2, 3 … and every entry names the leaf of the one before it.
for stream in deal organisation; do
    before=$(printf %064d 0) count=0 at=0
    while p=${place[$stream/$((count + 1))]-}; [[ $p ]]; do
        count=$((count + 1))
        ((p > at)) || no "$stream version $count is out of order"
        prove "$p" "${leaf[$stream/$count]}"
        [[ ! ${entry[$p]-} || ${entry[$p]} == *"\"prev\":\"${before,,}\",\"recorded_at\""* ]] ||
            no "$stream version $count does not name the one before"
        before=${leaf[$stream/$count]} at=$p
    done
    [[ $stream == organisation ]] || versions=$count
    for f in "${!place[@]}"; do
        [[ $f != "$stream"/* || ${f#*/} -le $count ]] || no "$stream version $((count + 1)) is missing"
    done
done

# 5. The last version of the deal closes it, says how many there were, and commits to the contents.
closing=${entry[${place[deal/$versions]}]-}
[[ $closing == *'"type":"evidence.exported"'* ]] || no "the closing record is not the last one"
opened() { # What a disclosure says.
    local text
    text=$(tr -- -_ +/ <<<"$1")===
    base64 -d <<<"${text:0:$(((${#text} / 4) * 4))}"
}
heading=position,digest,disclosure said=
value='^('$number')?,([0-9a-f]{64}),([A-Za-z0-9_-]+)$'
disclosed() { # Sets position, digest and text to what a line of a table of values says.
    [[ $2 =~ $value ]] || no "$1"
    position=${BASH_REMATCH[1]} digest=${BASH_REMATCH[2]} text=${BASH_REMATCH[3]}
    [[ $(printf %s "$text" | sha) == "${digest^^}" ]] || no "a value of entry ${position:-none}"
    [[ ! ${there[$1$digest]-} ]] || no "$1: a value is there twice"
    there[$1$digest]=1
}
declare -A there
given=
table closing.csv $heading
for line in "${rows[@]}"; do
    disclosed closing.csv "$line"
    [[ $position == "${place[deal/$versions]}" && $closing == *"\"$digest\""* ]] || no closing.csv
    [[ ! $given || $digest > ${given: -64} ]] || no "closing.csv is in another order"
    said+=$(opened "$text") given+=${given:+\",\"}$digest
done
[[ $said == *"\"/data/versions\",$((versions - 1))]"* ]] || no "versions are missing at the end"
[[ $said == *"\"/data/contents\",\"$(sha contents.sha256 | tr A-F a-f)\"]"* ]] ||
    no "contents.sha256 is not what the closing record commits to"
later=" $(printf 'deal/%010d.json' "${place[deal/$versions]}") closing.csv contents.sha256 checkpoint"
later+=" verifier.vkey "
for_reading='^(timeline\.html|evidence(-[0-9]+)?\.pdf|stamps/.+)$'
before_closing() { # The lines of the manifest, without what was made after the closing record.
    while read -r digest f; do
        [[ $later == *" $f "* || $f == proofs/* || $f =~ $for_reading ]] || echo "$digest  $f"
    done <manifest.sha256
}
[[ $(before_closing | sha) == $(sha contents.sha256) ]] || no "a file was changed after the export"
# All that the record says goes with it; to others only these two.
whole evidence.json
limited='"(for":"|without_privileged":true)'
[[ $closing == '{"entry":{"_sd":["'"$given"'"],'* || ${#rows[@]} == 2 && $whole =~ $limited ]] ||
    no "closing.csv lacks a value"

# 6. Every value is one that its entry commits to; every person stands in an entry.
named=" " filed=
documents=(documents/*) bodies=(deliveries/*) came=
digest_of_body='^\["[^"]*","/evidence/sha256","([0-9a-f]{64})"\]$'
for f in "${entry[@]}"; do named+=$f; done
table disclosures.csv $heading
for line in "${rows[@]}"; do
    disclosed disclosures.csv "$line"
    [[ $position ]] && within=${entry[$position]-} || within=$named
    [[ $within == *"\"$digest\""* || ! $position && $within == *"\"person:$digest\""* ]] ||
        no "a value of entry $position is not what it commits to"
    ((${#documents[@]} + ${#bodies[@]})) && [[ $position ]] || continue
    opening=$(opened "$text")
    [[ ! $opening =~ $digest_of_body ]] || came+=" ${BASH_REMATCH[1]} "
    case $within in # The digests of what was filed.
        *'"type":"record.corrected"'*) at=/data/data/sha256 ;;
        *'"type":"document.filed"'*) at=/data/sha256 ;;
        *) continue ;;
    esac
    digest_of_document='^\["[^"]*","'$at'","([0-9a-f]{64})"\]$'
    [[ ! $opening =~ $digest_of_document ]] || filed+=" documents/${BASH_REMATCH[1]} "
done
for f in wordings/*; do
    h=$(sha "$f")
    [[ $f == "wordings/${h,,}.txt" && $named == *"\"${h,,}\""* ]] || no "$f is no text of a seal"
done
for f in "${documents[@]}"; do
    h=$(sha "$f")
    [[ $f == "documents/${h,,}" && $filed == *" $f "* ]] ||
        no "$f is no content of a document that was filed"
done

# 7. The time stamps are those that were exported, each of them whole; not what they say.
declare -A stamped
if [[ -f stamps.csv ]]; then
    table stamps.csv position,leaf
    for line in "${rows[@]}"; do
        [[ $line =~ ^($number),([0-9a-f]{64})$ ]] || no stamps.csv
        hashed=${BASH_REMATCH[2]}
        printf -v f 'stamps/%010d' "${BASH_REMATCH[1]}"
        for name in "$f".{json,tlog-proof,checkpoint,token,consistency} stamps/certificates.pem; do
            [[ -f $name ]] || no "$name is missing"
            stamped[$name]=1
        done
        [[ $({ printf '\0'; cat "$f.json"; } | sha) == "${hashed^^}" ]] ||
            no "$f.json is not the entry that was exported"
    done
    for f in stamps/**; do
        [[ ! -f $f || ${stamped[$f]-} ]] || no "$f is of no time stamp that was exported"
    done
fi

echo "VERIFIED: ${#entry[@]} entries and $((${#place[@]} - ${#entry[@]})) leaves under a checkpoint of $size"
for f in "${files[@]}"; do
    [[ ! $f =~ $for_reading || $f == stamps/* ]] ||
        echo "For reading only, no signature speaks for it: $f"
done
for f in "${bodies[@]}"; do
    h=$(sha "$f")
    [[ $came == *" ${h,,} "* ]] || echo "As the house kept it, no entry commits to it: $f"
done
[[ ! -d stamps ]] ||
    echo "Not looked at: the time stamps in stamps/. README.txt says how to verify them."
[[ $# == 1 ]] && echo "The verifier key is the one that you gave." ||
    echo "Compare the verifier key with the one that was handed to you: $vkey"
