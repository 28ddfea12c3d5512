using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation;

/// <summary>The answers of the simulated model to requests that are no conversation: embeddings, completions and moderations.</summary>
internal static class PlainAnswers
{
    private const int Dimensions = 8;

    public static bool Has(string path) =>
        path.EndsWith("/embeddings", StringComparison.Ordinal)
        || path.EndsWith("/moderations", StringComparison.Ordinal)
        || (path.EndsWith("/completions", StringComparison.Ordinal) && !path.EndsWith("/chat/completions", StringComparison.Ordinal));

    /// <summary>The answer to one of the paths that <see cref="Has"/> names. Throws <see cref="FormatException"/> without a text.</summary>
    public static JsonObject Answer(string path, JsonObject body)
    {
        var texts = Texts(body["input"] ?? body["prompt"]);
        if (texts.Count == 0)
        {
            throw new FormatException("There is no text in the request.");
        }

        return path.EndsWith("/embeddings", StringComparison.Ordinal) ? Embeddings(body, texts)
            : path.EndsWith("/moderations", StringComparison.Ordinal) ? Moderations(body, texts)
            : Completions(body, texts);
    }

    public static IReadOnlyList<string> Texts(JsonNode? field) => field switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        JsonArray list => [.. list.OfType<JsonValue>().Select(static item => item.TryGetValue<string>(out var text) ? text : "")],
        _ => [],
    };

    private static JsonObject Embeddings(JsonObject body, IReadOnlyList<string> texts)
    {
        var data = new JsonArray();
        for (var i = 0; i < texts.Count; i++)
        {
            var vector = Vector(texts[i]);
            data.Add((JsonNode)new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = (string?)body["encoding_format"] == "base64"
                    ? Base64(vector)
                    : new JsonArray([.. vector.Select(static v => (JsonNode)v)]),
            });
        }

        return new()
        {
            ["object"] = "list",
            ["data"] = data,
            ["model"] = body["model"]?.DeepClone(),
            ["usage"] = new JsonObject { ["prompt_tokens"] = texts.Count, ["total_tokens"] = texts.Count },
        };
    }

    private static JsonObject Completions(JsonObject body, IReadOnlyList<string> texts) => new()
    {
        ["id"] = "cmpl-simulated",
        ["object"] = "text_completion",
        ["created"] = 1,
        ["model"] = body["model"]?.DeepClone(),
        ["choices"] = new JsonArray([.. texts.Select(static (text, i) => (JsonNode)new JsonObject
        {
            ["text"] = "You wrote: " + text,
            ["index"] = i,
            ["logprobs"] = null,
            ["finish_reason"] = "stop",
        })]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
    };

    private static JsonObject Moderations(JsonObject body, IReadOnlyList<string> texts) => new()
    {
        ["id"] = "modr-simulated",
        ["model"] = body["model"]?.DeepClone(),
        ["results"] = new JsonArray([.. texts.Select(static _ => (JsonNode)new JsonObject
        {
            ["flagged"] = false,
            ["categories"] = new JsonObject { ["harassment"] = false, ["violence"] = false },
            ["category_scores"] = new JsonObject { ["harassment"] = 0.001, ["violence"] = 0.001 },
        })]),
    };

    /// <summary>The same text has the same vector, of length 1 or nearly so.</summary>
    private static float[] Vector(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return [.. Enumerable.Range(0, Dimensions).Select(i => BinaryPrimitives.ReadUInt16LittleEndian(hash.AsSpan(2 * i)) / 65536f)];
    }

    private static string Base64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
