using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>A partition's documents in key order, page by page; what is deleted meanwhile is no trouble.</summary>
internal static class DocumentPages
{
    public static async IAsyncEnumerable<Document> AllAsync(
        IDocumentStore documents, string partition, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var page = await documents.ListAsync(partition, after, pageSize, cancellationToken);
            foreach (var document in page)
            {
                yield return document;
            }

            if (page.Count < pageSize)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }
}
