using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Tests.Records;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Attack.Tests.Records;

/// <summary>
/// Every field of what a guard really stores, changed and left out; every document taken to another place, made older, taken away.
/// </summary>
public sealed class StoredDocumentTests(StoredDocuments guard) : IClassFixture<StoredDocuments>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoEditedDocument_IsRead()
    {
        var stored = new InMemoryDocumentStore();
        var documents = new SealedDocuments(
            stored, guard.Secrets, new SeededEntropy(1), TimeProvider.System,
            new RecordFaults(static () => null, static () => null, TimeProvider.System));
        var passed = new List<string>();
        var attempts = 0;
        foreach (var document in guard.Raw)
        {
            (await IsReadAsync(stored, documents, document, document.Body)).ShouldBeTrue(document.Partition);
            foreach (var (what, body) in Edits(document.Body))
            {
                attempts++;
                if (await IsReadAsync(stored, documents, document, body))
                {
                    passed.Add($"{document.Partition}: {what}");
                }
            }

            attempts++;
            if (await IsReadAsync(stored, documents, document with { Key = "elsewhere" }, document.Body))
            {
                passed.Add($"{document.Partition}: another key");
            }
        }

        passed.ShouldBeEmpty();
        attempts.ShouldBeGreaterThan(1000);
    }

    /// <summary>The table of docs/attack.md says of every partition what becomes of a document that is older or gone.</summary>
    [Fact]
    public void TheDocument_NamesEveryPartition()
    {
        var named = RecordTable.Read().Select(static row => row.Partition).ToList();
        guard.Raw.Select(static document => RecordTable.NameOf(document.Partition)).Distinct().Except(named).ShouldBeEmpty();
        named.Count.ShouldBeGreaterThan(15);
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet();
        RecordTable.Read()
            .SelectMany(static row => row.Test.Split(',', StringSplitOptions.TrimEntries).Select(static name => name.Trim('`')))
            .Except(tests)
            .ShouldBeEmpty();
    }

    private static async Task<bool> IsReadAsync(
        InMemoryDocumentStore stored, SealedDocuments documents, Document place, ReadOnlyMemory<byte> body)
    {
        var put = (await stored.CreateAsync(place.Partition, place.Key, body, null, Cancel)).ShouldNotBeNull();
        try
        {
            return await documents.GetAsync(place.Partition, place.Key, Cancel) is not null;
        }
        catch (RecordAlteredException)
        {
            return false;
        }
        finally
        {
            await stored.DeleteAsync(put.Partition, put.Key, put.Version, Cancel);
        }
    }

    private static IEnumerable<(string What, ReadOnlyMemory<byte> Body)> Edits(ReadOnlyMemory<byte> raw)
    {
        var (seal, body) = (raw[..SealedDocuments.Overhead], raw[SealedDocuments.Overhead..]);
        for (var at = 0; at < raw.Length; at += Math.Max(1, raw.Length / 97))
        {
            var flipped = raw.ToArray();
            flipped[at] ^= 0x20;
            yield return ($"byte {at}", flipped);
        }

        if (IsJson(body))
        {
            foreach (var (path, edited) in RecordAttack.EditsOf(Encoding.UTF8.GetString(body.Span)))
            {
                yield return (path, (byte[])[.. seal.Span, .. Encoding.UTF8.GetBytes(edited)]);
            }
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) is JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
