using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The indexes of the last instructions, by their digest: an application sends the same ones with every request.</summary>
internal sealed class InstructionLeakIndexes
{
    private const int Most = 32;

    private readonly ConcurrentDictionary<string, InstructionLeakIndex> _known = new(StringComparer.Ordinal);

    public InstructionLeakIndex For(IReadOnlyList<string> instructions)
    {
        if (instructions.Count == 0)
        {
            return InstructionLeakIndex.Empty;
        }

        var digest = Digest(instructions);
        if (_known.TryGetValue(digest, out var known))
        {
            return known;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[digest] = new InstructionLeakIndex(instructions);
    }

    private static string Digest(IReadOnlyList<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
