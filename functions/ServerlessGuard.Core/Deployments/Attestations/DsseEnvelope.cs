using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>A signed payload in the JSON envelope of DSSE 1.0 (github.com/secure-systems-lab/dsse).</summary>
public sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The largest envelope that is read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxSignatures = 16;

    /// <summary>
    /// The signed bytes: the type and the payload, each after its length, so that neither can pass for a part of the other.
    /// </summary>
    public static byte[] PreAuthentication(string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(payloadType);
        var header = string.Create(
            CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(header), .. payload];
    }

    /// <summary>The envelope, or null when the bytes are none. Both alphabets of base64 are read, as the specification asks.</summary>
    public static DsseEnvelope? TryRead(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, GatewayJson.Reading);
            var root = document.RootElement;
            var signatures = root.GetProperty("signatures");
            return signatures.GetArrayLength() is 0 or > MaxSignatures
                ? null
                : new(
                    root.GetProperty("payloadType").GetString() ?? "",
                    Base64(root.GetProperty("payload")),
                    [.. signatures.EnumerateArray().Select(static s => new DsseSignature(
                        s.TryGetProperty("keyid", out var id) ? id.GetString() : null, Base64(s.GetProperty("sig"))))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, new() { Encoder = GatewayJson.Writing.Encoder });
        json.WriteStartObject();
        json.WriteBase64String("payload", Payload.Span);
        json.WriteString("payloadType", PayloadType);
        json.WriteStartArray("signatures");
        foreach (var signature in Signatures)
        {
            json.WriteStartObject();
            if (signature.KeyId is { } id)
            {
                json.WriteString("keyid", id);
            }

            json.WriteBase64String("sig", signature.Bytes.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Base64(JsonElement element)
    {
        var text = (element.GetString() ?? throw new FormatException()).Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(text.TrimEnd('=').PadRight((text.TrimEnd('=').Length + 3) / 4 * 4, '='));
    }
}

/// <summary>One signature of an envelope. <see cref="KeyId"/> is a hint that nothing is decided by.</summary>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Bytes);
