using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Callers;

/// <summary>
/// A caller key at rest. <see cref="Mac"/> is HMAC-SHA-256 under the pepper over the secret and over what the key may do.
/// A plain hash would already hide 256 random bits; the pepper, kept in another store, makes the rest hold too: who can
/// write documents can neither add a key, nor give one a role, nor prolong it.
/// </summary>
internal sealed record CallerKeyDocument
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("roles")]
    public required string[] Roles { get; init; }

    [JsonPropertyName("created")]
    public required DateTimeOffset Created { get; init; }

    [JsonPropertyName("expires")]
    public DateTimeOffset? Expires { get; init; }

    [JsonPropertyName("revoked")]
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>The version of the pepper secret.</summary>
    [JsonPropertyName("pepper")]
    public required string Pepper { get; init; }

    [JsonPropertyName("mac")]
    public required byte[] Mac { get; init; }

    public static CallerKeyDocument? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, CallerKeyJson.Default.CallerKeyDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, CallerKeyJson.Default.CallerKeyDocument);

    public CallerKeyRecord ToRecord() => new() { Name = Name, Roles = Roles, Created = Created, Expires = Expires, Revoked = Revoked };

    /// <summary>Every part is followed by a line feed, which no part can hold, so no two keys share an input.</summary>
    public byte[] ComputeMac(ReadOnlySpan<char> random, ReadOnlySpan<byte> pepper)
    {
        var input =
            $"caller-key/1\n{Name}\n{string.Join(' ', Roles)}\n{Created.ToUnixTimeMilliseconds()}\n{Expires?.ToUnixTimeMilliseconds()}\n{random}\n";
        return HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(input));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CallerKeyDocument))]
[JsonSerializable(typeof(Dictionary<string, RecordedKey>))]
internal sealed partial class CallerKeyJson : JsonSerializerContext;
