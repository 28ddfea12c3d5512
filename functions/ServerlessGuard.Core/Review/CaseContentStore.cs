using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Cases' contents, encrypted: AES-256-GCM under a fresh data key that the key <see cref="KeyName"/> wraps, bound to the
/// case. The identity that opens cases only wraps; the one that decides them unwraps. Written once, unreadable after the tier's retention.
/// </summary>
public sealed class CaseContentStore(
    IDocumentStore documents, IKeyRing keys, IEntropy entropy, IAuditLog audit, ReviewFingerprints marks, TimeProvider clock)
{
    public const string KeyName = "review";
    public const string Partition = "cases-content";

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>A document store's entities are small (1 MiB on Azure); larger contents are spread.</summary>
    private const int PartLength = 480 * 1024;

    public async ValueTask<SealedContent> SealAsync(
        string caseId, ReadOnlyMemory<byte> content, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var key = entropy.NewId();
        var body = await EncryptAsync(caseId, key, content, cancellationToken);
        var parts = 0;
        for (var at = 0; at < body.Length; at += PartLength)
        {
            var part = body.AsMemory(at, Math.Min(PartLength, body.Length - at));
            if (await documents.CreateAsync(Partition, Name(key, parts++), part, expires, cancellationToken) is null)
            {
                throw new StoreUnavailableException("The document store drew an id twice.");
            }
        }

        return new SealedContent(key, parts, await MeasureAsync(caseId, content, cancellationToken), expires);
    }

    public ValueTask<string> MeasureAsync(string caseId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        marks.OfAsync("content", caseId, content, cancellationToken);

    /// <summary>
    /// The content, after the entry that says who reads it and why is durable; null when it has expired. Throws
    /// <see cref="CryptographicException"/> when it was altered.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(
        CaseRecord value, string actor, string purpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Content is not { } content || content.Expires <= clock.GetUtcNow())
        {
            return null;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.ContentRead,
                Time = clock.GetUtcNow(),
                Actor = actor,
                Interaction = value.Interaction,
                Application = value.Application,
                Tier = value.Tier,
                Macs = new Dictionary<string, string> { ["content"] = content.Mac },
                Facts = new Dictionary<string, string> { ["case"] = value.Id, ["purpose"] = purpose },
            },
            cancellationToken);
        return await OpenAsync(value, content, cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>?> OpenAsync(CaseRecord value, SealedContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        for (var part = 0; part < content.Parts; part++)
        {
            if (await documents.GetAsync(Partition, Name(content.Key, part), cancellationToken) is not { } document)
            {
                return null;
            }

            body.Write(document.Body.Span);
        }

        var plain = await DecryptAsync(value.Id, content.Key, body.ToArray(), cancellationToken);
        var mac = await MeasureAsync(value.Id, plain, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(content.Mac))
            ? plain
            : throw new CryptographicException("The content is not the one that the case names.");
    }

    /// <summary>Length of the wrapped key (2 bytes), wrapped key, nonce, ciphertext, tag.</summary>
    private async ValueTask<byte[]> EncryptAsync(
        string caseId, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var dataKey = new byte[32];
        entropy.Fill(dataKey);
        var wrapped = await keys.WrapAsync(KeyName, dataKey, cancellationToken);
        var body = new byte[2 + wrapped.Length + NonceLength + content.Length + TagLength];
        BinaryPrimitives.WriteUInt16BigEndian(body, checked((ushort)wrapped.Length));
        wrapped.CopyTo(body.AsMemory(2));
        var nonce = body.AsSpan(2 + wrapped.Length, NonceLength);
        entropy.Fill(nonce);
        using var gcm = new AesGcm(dataKey, TagLength);
        gcm.Encrypt(
            nonce, content.Span, body.AsSpan(2 + wrapped.Length + NonceLength, content.Length), body.AsSpan(body.Length - TagLength),
            Bound(caseId, key));
        CryptographicOperations.ZeroMemory(dataKey);
        return body;
    }

    private async ValueTask<byte[]> DecryptAsync(string caseId, string key, byte[] body, CancellationToken cancellationToken)
    {
        var start = body.Length < 2 ? int.MaxValue : 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
        if (body.Length - NonceLength - TagLength < start)
        {
            throw new CryptographicException("The content is not sealed.");
        }

        var dataKey = (await keys.UnwrapAsync(KeyName, body.AsMemory(2, start - 2), cancellationToken)).ToArray();
        var plain = new byte[body.Length - start - NonceLength - TagLength];
        using var gcm = new AesGcm(dataKey, TagLength);
        gcm.Decrypt(
            body.AsSpan(start, NonceLength), body.AsSpan(start + NonceLength, plain.Length), body.AsSpan(body.Length - TagLength), plain,
            Bound(caseId, key));
        CryptographicOperations.ZeroMemory(dataKey);
        return plain;
    }

    private static byte[] Bound(string caseId, string key) => Encoding.UTF8.GetBytes($"case\n{caseId}\n{key}");

    private static string Name(string key, int part) => $"{key}~{part:D4}";
}

/// <summary>The location of a case's sealed content, and its digest.</summary>
/// <param name="Key">Names it among the sealed contents.</param>
/// <param name="Parts">Over how many documents it is spread.</param>
/// <param name="Mac">HMAC-SHA-256 of the content's bytes, lower-case hex.</param>
/// <param name="Expires">The time at which it becomes unreadable.</param>
public sealed record SealedContent(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("parts")] int Parts,
    [property: JsonPropertyName("mac")] string Mac,
    [property: JsonPropertyName("expires")] DateTimeOffset Expires);
