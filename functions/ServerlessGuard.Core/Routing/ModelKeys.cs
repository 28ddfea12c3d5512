using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Routing;

/// <summary>
/// The name under which stores keep what belongs to a model. Providers' names hold slashes, colons and at-signs, which are
/// paths or nothing to a store: such a name is kept readable and distinguished by its hash.
/// </summary>
internal static class ModelKeys
{
    private const int HashBytes = 16;

    private static readonly SearchValues<char> Kept = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static string Of(string model)
    {
        if (!model.AsSpan().ContainsAnyExcept(Kept))
        {
            return model;
        }

        var readable = string.Concat(model.Select(static c => Kept.Contains(c) ? c : '-'));
        return $"{readable}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)).AsSpan(0, HashBytes))}";
    }
}
