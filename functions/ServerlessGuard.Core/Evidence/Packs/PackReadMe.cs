using System.Text;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary><c>VERIFY.md</c>: how to check a pack without our tools. docs/evidence.md says the same at length.</summary>
internal static class PackReadMe
{
    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes("""
        # How to check this pack

        With the tool that made it: `guard evidence verify . --key KEY`. KEY is the log's public key; ask for it over a way
        that you trust (the owner prints it with `guard log key`) and compare it with `log.key`: whoever could replace this
        pack could replace the key in it.

        Without it, with openssl, coreutils and a shell:

            # 1. Every file is the one that the manifest lists, and no other is here.
            grep -E '^[0-9a-f]{64}  ' manifest | sha256sum -c --quiet
            diff <(find . -type f ! -name manifest ! -name manifest.sig | sed 's|^\./||' | LC_ALL=C sort) <(grep -E '^[0-9a-f]{64}  ' manifest | cut -c67- | LC_ALL=C sort)

            # 2. The manifest and the log's head are signed by the log's key: C2SP signed notes, Ed25519 over the text
            #    before the empty line.
            for note in manifest checkpoint; do
                sed '/^$/,$d' $note > /tmp/text
                (printf '302a300506032b6570032100' | xxd -r -p; cut -d+ -f3- log.key | base64 -d | tail -c 32) > /tmp/key.der
                awk -v name="$(cut -d+ -f1 log.key)" '$2 == name { print $3 }' $note | base64 -d | tail -c 64 > /tmp/signature
                openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -in /tmp/text -sigfile /tmp/signature
            done

        Where `manifest.sig` is here, a key that never leaves its owner's vault signed the manifest too. With its public key, from
        somewhere else than this pack (`az keyvault key download --name evidence --version V --encoding PEM --file evidence.pem`;
        the audit log's entry `evidence.written` names V): `openssl dgst -sha256 -verify evidence.pem -signature manifest.sig manifest`.

        3. `checkpoint` is a C2SP tlog-checkpoint: the log's name, its size, and the root of its tree.
        4. `entries/N.json` is an entry of the audit log, `proofs/N.tlog-proof` (C2SP tlog-proof, version 1) the proof that it
           is in the log with that checkpoint. The leaf is the entry's bytes, the tree that of RFC 6962. Any tlog-proof tool reads it.
        5. `assessment-results.json` is OSCAL 1.2.1: NIST's schema validates it.
        6. `evidence.json` names for each control the facts that decided it; a fact from the log is what its entry says.

        """.ReplaceLineEndings("\n"));
}
