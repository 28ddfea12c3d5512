using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>A drill's end as an in-toto test-result statement about the entry that records it. One that was stopped says nothing of the control: it is a warning.</summary>
internal static class DrillStatement
{
    public static string NameOf(Fact drill) => string.Create(CultureInfo.InvariantCulture, $"statements/drill-{drill.Entry}.json");

    public static byte[] Write(Fact drill, ReadOnlySpan<byte> entry)
    {
        var digest = PackManifest.Digest(entry);
        var test = drill.Values.GetValueOrDefault("drill_kind", "drill");
        var result = drill.Values.GetValueOrDefault("result");
        return PackJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            Resource(json, PackNames.Entry(drill.Entry!.Value), digest);
            json.WriteEndArray();
            json.WriteString("predicateType", "https://in-toto.io/attestation/test-result/v0.1");
            json.WriteStartObject("predicate");
            json.WriteString("result", result switch { "passed" => "PASSED", "stopped" => "WARNED", _ => "FAILED" });
            json.WriteStartArray("configuration");
            Resource(json, PackNames.Entry(drill.Entry.Value), digest);
            json.WriteEndArray();
            Tests(json, "passedTests", result == "passed", test);
            Tests(json, "warnedTests", result == "stopped", test);
            Tests(json, "failedTests", result is not ("passed" or "stopped"), test);
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
