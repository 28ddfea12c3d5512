using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// An in-toto Statement v1 with the predicate test-result v0.1 (github.com/in-toto/attestation). Members that the predicate has no
/// field for is in one extension field, which can only narrow what the statement allows.
/// </summary>
internal static class StatementJson
{
    public const string PayloadType = "application/vnd.in-toto+json";
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "https://in-toto.io/attestation/test-result/v0.1";
    private const string Extension = "serverlessguard_revalidation";

    public static byte[] Write(AttestationStatement value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, new() { Encoder = GatewayJson.Writing.Encoder });
        json.WriteStartObject();
        json.WriteString("_type", StatementType);
        json.WriteStartArray("subject");
        Resource(json, value.Model, value.Revision.Digest);
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        json.WriteStartObject("predicate");
        json.WriteString("result", value.IsPassed ? "PASSED" : "FAILED");
        json.WriteStartArray("configuration");
        Resource(json, value.Suite, value.SuiteDigest);
        json.WriteEndArray();
        Texts(json, "passedTests", value.Passed);
        Texts(json, "failedTests", value.Failed);
        json.WriteStartObject(Extension);
        json.WriteString("attester", value.Attester);
        json.WriteString("issued", Show(value.Issued));
        json.WriteString("expires", Show(value.Expires));
        json.WriteStartObject("revision");
        json.WriteString("modelName", value.Revision.ModelName);
        json.WriteString("modelVersion", value.Revision.ModelVersion);
        Optional(json, "fineTuneJob", value.Revision.FineTuneJob);
        Texts(json, "trainingFiles", value.Revision.TrainingFiles);
        Optional(json, "weightsDigest", value.Revision.WeightsDigest);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null when the payload is no such statement, or when its subject is not the revision that it reports.</summary>
    public static AttestationStatement? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, GatewayJson.Reading);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            return null;
        }
    }

    private static AttestationStatement? Read(JsonElement root)
    {
        var (subjects, predicate) = (root.GetProperty("subject"), root.GetProperty("predicate"));
        var (configuration, extension) = (predicate.GetProperty("configuration"), predicate.GetProperty(Extension));
        if (Text(root, "_type") != StatementType
            || Text(root, "predicateType") != PredicateType
            || subjects.GetArrayLength() != 1
            || configuration.GetArrayLength() != 1)
        {
            return null;
        }

        var revision = extension.GetProperty("revision");
        var statement = new AttestationStatement
        {
            Model = Text(subjects[0], "name"),
            Revision = new()
            {
                ModelName = Text(revision, "modelName"),
                ModelVersion = Text(revision, "modelVersion"),
                FineTuneJob = TextOrNull(revision, "fineTuneJob"),
                TrainingFiles = Texts(revision, "trainingFiles"),
                WeightsDigest = TextOrNull(revision, "weightsDigest"),
            },
            Attester = Text(extension, "attester"),
            Issued = Time(extension, "issued"),
            Expires = Time(extension, "expires"),
            Suite = Text(configuration[0], "name"),
            SuiteDigest = Digest(configuration[0]),
            Passed = Texts(predicate, "passedTests"),
            Failed = Texts(predicate, "failedTests"),
        };
        var isTrue = statement.Revision.Digest == Digest(subjects[0])
            && Text(predicate, "result") == (statement.IsPassed ? "PASSED" : "FAILED");
        return isTrue ? statement : null;
    }

    /// <summary>An in-toto resource descriptor: a name with its SHA-256.</summary>
    public static void Resource(Utf8JsonWriter json, string name, string digest)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", digest);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement owner, string name) =>
        DateTimeOffset.ParseExact(
            Text(owner, name), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Digest(JsonElement resource) => Text(resource.GetProperty("digest"), "sha256");

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? throw new FormatException();

    private static string? TextOrNull(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string[] Texts(JsonElement owner, string name) =>
        [.. owner.GetProperty(name).EnumerateArray().Select(static e => e.GetString() ?? throw new FormatException())];
}
