using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

/// <summary>
/// Documents under a key that whoever can only write documents does not have: HMAC-SHA-256 over the place (partition and key), the expiry
/// and the body. An altered document, one of another place, or one that no guard wrote is not read: by itself it throws
/// <see cref="RecordAlteredException"/>, in a list it is left out. An older version and a deletion remain possible; the parts of the
/// guard for which they matter compare with the audit log. Thread-safe.
/// </summary>
/// <remarks>The form: one byte (the version of the form), the expiry (8 bytes, UTC ticks, 0 for none), the MAC (32 bytes), the
/// body.</remarks>
public sealed class SealedDocuments(
    IDocumentStore stored, ISecretStore secrets, IEntropy entropy, TimeProvider clock, RecordFaults faults) : IDocumentStore
{
    public const string SecretName = "guard-documents";

    /// <summary>How many bytes a document has besides its body.</summary>
    public const int Overhead = MacAt + HMACSHA256.HashSizeInBytes;

    private const byte Form = 1;
    private const int ExpiresAt = 1;
    private const int MacAt = ExpiresAt + sizeof(long);
    private byte[]? _key;

    public async ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        if (await stored.GetAsync(partition, key, cancellationToken) is not { } document)
        {
            return null;
        }

        var opened = Open(document, await KeyAsync(cancellationToken));
        if (opened is null)
        {
            await faults.ReportAsync(partition, key, RecordFaults.Altered, cancellationToken);
            throw new RecordAlteredException(partition);
        }

        return IsLiving(opened) ? opened : null;
    }

    public async ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        var bytes = Seal(partition, key, body, expires, await KeyAsync(cancellationToken));
        return Plain(await stored.CreateAsync(partition, key, bytes, expires, cancellationToken), body, expires);
    }

    public async ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        var bytes = Seal(partition, key, body, expires, await KeyAsync(cancellationToken));
        return Plain(await stored.ReplaceAsync(partition, key, bytes, version, expires, cancellationToken), body, expires);
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        stored.DeleteAsync(partition, key, version, cancellationToken);

    /// <summary>As many as there are up to the limit: a document that is left out ends no list.</summary>
    public async ValueTask<IReadOnlyList<Document>> ListAsync(
        string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        var secret = await KeyAsync(cancellationToken);
        var found = new List<Document>();
        while (true)
        {
            var wanted = limit - found.Count;
            var page = await stored.ListAsync(partition, afterKey, wanted, cancellationToken);
            foreach (var document in page)
            {
                if (Open(document, secret) is not { } opened)
                {
                    await faults.ReportAsync(partition, document.Key, RecordFaults.Altered, cancellationToken);
                }
                else if (IsLiving(opened))
                {
                    found.Add(opened);
                }
            }

            // A store may give fewer than asked for, but then has no more.
            if (page.Count < wanted || found.Count >= limit)
            {
                return found;
            }

            afterKey = page[^1].Key;
        }
    }

    internal static byte[] Seal(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, byte[] secret)
    {
        var bytes = new byte[Overhead + body.Length];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ExpiresAt), expires?.UtcTicks ?? 0);
        body.CopyTo(bytes.AsMemory(Overhead));
        Measure(partition, key, bytes, secret, bytes.AsSpan(MacAt, HMACSHA256.HashSizeInBytes));
        return bytes;
    }

    private static Document? Plain(Document? written, ReadOnlyMemory<byte> body, DateTimeOffset? expires) =>
        written is null ? null : written with { Body = body.ToArray(), Expires = expires?.ToUniversalTime() };

    private static Document? Open(Document document, byte[] secret)
    {
        var bytes = document.Body.Span;
        if (bytes.Length < Overhead || bytes[0] != Form)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Measure(document.Partition, document.Key, bytes, secret, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes.Slice(MacAt, HMACSHA256.HashSizeInBytes)))
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[ExpiresAt..]);
        return document with { Body = document.Body[Overhead..], Expires = ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero) };
    }

    /// <summary>No name holds a line feed, and the expiry has a fixed length: no two documents share an input.</summary>
    private static void Measure(string partition, string key, ReadOnlySpan<byte> bytes, byte[] secret, Span<byte> mac)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"document/{Form}\n{partition}\n{key}\n"));
        hmac.AppendData(bytes[ExpiresAt..MacAt]);
        hmac.AppendData(bytes[Overhead..]);
        hmac.GetHashAndReset(mac);
    }

    /// <summary>The store's own column, which ends what is read, is not under the MAC: the expiry inside counts.</summary>
    private bool IsLiving(Document document) => document.Expires is not { } expires || clock.GetUtcNow() < expires;

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= Convert.FromBase64String(
            await WriteOnceSecret.LoadAsync(secrets, SecretName, Make, SecretAttributes.None, cancellationToken));

    private string Make()
    {
        var fresh = new byte[HMACSHA256.HashSizeInBytes];
        entropy.Fill(fresh);
        return Convert.ToBase64String(fresh);
    }
}

/// <summary>A stored document is not one that a guard wrote there. It is not used; nothing that needs it goes on.</summary>
public sealed class RecordAlteredException(string partition)
    : StoreUnavailableException($"A document of {partition} was altered outside the guard and is not used.");
