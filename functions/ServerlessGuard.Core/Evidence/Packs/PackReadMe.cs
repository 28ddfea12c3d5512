using System.Text;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary><c>VERIFY.md</c>: the steps that check a pack without the guard. docs/evidence.md gives them at length.</summary>
internal static class PackReadMe
{
    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes("""
        # How to check this pack

        With the guard's own tool: `guard evidence verify . --key KEY`. KEY is the log's public key. Get it from the log's owner
        over a channel that you trust (the owner prints it with `guard log key`) and compare it with `log.key`: an attacker who
        can replace this pack can also replace the key in it.

        Without the guard, with openssl, coreutils and a shell:

            # 1. Every file is the one that the manifest lists, and there is no other file.
            grep -E '^[0-9a-f]{64}  ' manifest | sha256sum -c --quiet
            diff <(find . -type f ! -name manifest ! -name manifest.sig | sed 's|^\./||' | LC_ALL=C sort) <(grep -E '^[0-9a-f]{64}  ' manifest | cut -c67- | LC_ALL=C sort)

            # 2. The log's key signed the manifest and the checkpoint: C2SP signed notes, Ed25519 over the text before the
            #    empty line.
            for note in manifest checkpoint; do
                sed '/^$/,$d' $note > /tmp/text
                (printf '302a300506032b6570032100' | xxd -r -p; cut -d+ -f3- log.key | base64 -d | tail -c 32) > /tmp/key.der
                awk -v name="$(cut -d+ -f1 log.key)" '$2 == name { print $3 }' $note | base64 -d | tail -c 64 > /tmp/signature
                openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -in /tmp/text -sigfile /tmp/signature
            done

        Where the pack holds `manifest.sig`, a key that never leaves its owner's vault signed the manifest too. Check it with the
        public key from a source other than this pack (`az keyvault key download --name evidence --version V --encoding PEM --file evidence.pem`;
        the audit log's entry `evidence.written` names V): `openssl dgst -sha256 -verify evidence.pem -signature manifest.sig manifest`.

        Where a witness signs for the log, `checkpoint` has a second signature (C2SP tlog-cosignature). Get the witness's key from the
        witness, not from the log's owner: `guard evidence verify . --key KEY --witness WITNESS-KEY`. Without the guard:

            # The witness signed "cosignature/v1", the time, and the checkpoint's text.
            awk -v name="${WITNESS%%+*}" '$2 == name { print $3 }' checkpoint | base64 -d > /tmp/cosignature
            (printf '302a300506032b6570032100' | xxd -r -p; cut -d+ -f3- <<< "$WITNESS" | base64 -d | tail -c 32) > /tmp/witness.der
            (printf 'cosignature/v1\ntime %d\n' "0x$(xxd -s 4 -l 8 -p /tmp/cosignature)"; sed '/^$/,$d' checkpoint) > /tmp/text
            tail -c 64 /tmp/cosignature > /tmp/signature
            openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/witness.der -rawin -in /tmp/text -sigfile /tmp/signature

        3. `checkpoint` is a C2SP tlog-checkpoint: the log's name, its size, and the root of its tree.
        4. `entries/N.json` is an entry of the audit log. `proofs/N.tlog-proof` (C2SP tlog-proof, version 1) proves that the log
           with that checkpoint includes it. The leaf is the entry's bytes, the tree that of RFC 6962. Any tlog-proof tool reads it.
        5. `assessment-results.json` is OSCAL 1.2.1, valid under NIST's schema.
        6. `evidence.json` names the facts that decided each control; a fact from the log repeats the values of its entry.

        """.ReplaceLineEndings("\n"));
}
