using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The end of a drill, a rotation or a rollback as an in-toto test-result statement about the entry that records it. Its configuration
/// is what the test ran under: the policy's revision, and the revision of the model that was put back. A pure function of the entry.
/// </summary>
internal static class EntryStatement
{
    public const string Prefix = "statements/";

    private const int Sha256Length = 64;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [AuditKinds.DrillEnded] = "drill",
        [AuditKinds.RotationVerified] = "rotation",
        [AuditKinds.RollbackVerified] = "rollback",
    };

    /// <summary>The kinds of entries that have a statement.</summary>
    public static IEnumerable<string> Kinds => Words.Keys;

    public static string NameOf(Fact fact) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Words[fact.Kind]}-{fact.Entry}.json");

    /// <summary>
    /// The statement in a DSSE envelope, signed with the log's key. It names no key: a verifier skips a signature whose name is not the
    /// one that it computes, and verifiers compute different ones (go-securesystemslib the SSH fingerprint).
    /// </summary>
    public static byte[] Sign(byte[] statement, NoteSigner signer) => new DsseEnvelope(
        StatementJson.PayloadType, statement,
        [new DsseSignature(null, signer.Sign(DsseEnvelope.PreAuthentication(StatementJson.PayloadType, statement)))]).Write();

    /// <summary>Whether the envelope is the statement, signed with the key.</summary>
    public static bool IsSigned(DsseEnvelope? envelope, ReadOnlySpan<byte> statement, NoteKey key) =>
        envelope is { PayloadType: StatementJson.PayloadType, Signatures: [var signature] }
        && envelope.Payload.Span.SequenceEqual(statement)
        && key.Verifies(DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload.Span), signature.Bytes);

    public static byte[] Write(Fact fact, ReadOnlySpan<byte> entry)
    {
        var digest = PackManifest.Digest(entry);
        var (test, result) = Result(fact);
        return PackJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            StatementJson.Resource(json, PackNames.Entry(fact.Entry!.Value), digest);
            json.WriteEndArray();
            json.WriteString("predicateType", "https://in-toto.io/attestation/test-result/v0.1");
            json.WriteStartObject("predicate");
            json.WriteString("result", result);
            json.WriteStartArray("configuration");
            Configuration(json, fact, "policy", "policy");
            Configuration(json, fact, "revision", fact.Values.GetValueOrDefault("model") ?? fact.Values.GetValueOrDefault("target") ?? "model");
            json.WriteEndArray();
            Tests(json, "passedTests", result == "PASSED", test);
            Tests(json, "warnedTests", result == "WARNED", test);
            Tests(json, "failedTests", result == "FAILED", test);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>The test's name and its result. A stopped drill proves nothing and gives a warning.</summary>
    private static (string Test, string Result) Result(Fact fact) => fact.Kind switch
    {
        AuditKinds.DrillEnded => (
            fact.Values.GetValueOrDefault("drill", "drill"),
            fact.Values.GetValueOrDefault("outcome") switch
            {
                "passed" => "PASSED",
                "stopped" or "observed" => "WARNED",
                _ => "FAILED"
            }),
        AuditKinds.RotationVerified => ("old-key-refused", fact.Values.ContainsKey("fault") ? "WARNED" : "PASSED"),
        _ => ("attested-revision-serves", fact.Values.ContainsKey("fault") ? "FAILED" : "PASSED"),
    };

    /// <summary>The digest that a value of the entry holds; nothing where it holds none.</summary>
    private static void Configuration(Utf8JsonWriter json, Fact fact, string value, string name)
    {
        if (fact.Values.GetValueOrDefault(value) is { Length: Sha256Length } digest && digest.All(char.IsAsciiHexDigitLower))
        {
            StatementJson.Resource(json, name, digest);
        }
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
