using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The end of a drill as an in-toto test-result statement about the entry that records it. A stopped drill proves nothing and gives a
/// warning.
/// </summary>
internal static class DrillStatement
{
    public static string NameOf(Fact drill) => string.Create(CultureInfo.InvariantCulture, $"statements/drill-{drill.Entry}.json");

    /// <summary>The statement in a DSSE envelope, signed with the log's key.</summary>
    public static byte[] Sign(byte[] statement, NoteSigner signer) => new DsseEnvelope(
        StatementJson.PayloadType, statement,
        [new DsseSignature(signer.Key.Name, signer.Sign(DsseEnvelope.PreAuthentication(StatementJson.PayloadType, statement)))]).Write();

    /// <summary>Whether the file is the statement, signed with the key.</summary>
    public static bool IsSigned(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> statement, NoteKey key) =>
        DsseEnvelope.TryRead(file) is { PayloadType: StatementJson.PayloadType, Signatures: [var signature] } envelope
        && envelope.Payload.Span.SequenceEqual(statement)
            && key.Verifies(DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload.Span), signature.Bytes);

    public static byte[] Write(Fact drill, ReadOnlySpan<byte> entry)
    {
        var digest = PackManifest.Digest(entry);
        var test = drill.Values.GetValueOrDefault("drill", "drill");
        var outcome = drill.Values.GetValueOrDefault("outcome");
        return PackJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            Resource(json, PackNames.Entry(drill.Entry!.Value), digest);
            json.WriteEndArray();
            json.WriteString("predicateType", "https://in-toto.io/attestation/test-result/v0.1");
            json.WriteStartObject("predicate");
            json.WriteString("result", outcome switch { "passed" => "PASSED", "stopped" or "observed" => "WARNED", _ => "FAILED" });
            json.WriteStartArray("configuration");
            Resource(json, PackNames.Entry(drill.Entry.Value), digest);
            json.WriteEndArray();
            Tests(json, "passedTests", outcome == "passed", test);
            Tests(json, "warnedTests", outcome is "stopped" or "observed", test);
            Tests(json, "failedTests", outcome is not ("passed" or "stopped" or "observed"), test);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void Resource(Utf8JsonWriter json, string name, string digest)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", digest);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Tests(Utf8JsonWriter json, string name, bool isIn, string test)
    {
        json.WriteStartArray(name);
        if (isIn)
        {
            json.WriteStringValue(test);
        }

        json.WriteEndArray();
    }
}
