using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// The remote address of a request: the connection's peer, or the client that trusted proxies name. In a chain of
/// <c>X-Forwarded-For</c> the last address that is not a trusted proxy's counts, because any client can write the ones before.
/// </summary>
internal sealed class RemoteAddress(IEnumerable<string> trusted)
{
    private const int LongestChain = 16;

    private readonly IPNetwork[] _trusted = [.. trusted.Select(Parse)];

    public IPAddress? Of(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress);
        if (!IsTrusted(address))
        {
            return address;
        }

        var chain = string.Join(',', context.Request.Headers["X-Forwarded-For"].AsEnumerable()).Split(',', StringSplitOptions.TrimEntries);
        foreach (var hop in chain.Reverse().Take(LongestChain))
        {
            if (!IPAddress.TryParse(hop, out var before))
            {
                return address;
            }

            address = Plain(before);
            if (!IsTrusted(address))
            {
                return address;
            }
        }

        return address;
    }

    /// <summary>Whether a setting names an address or a network.</summary>
    public static bool IsValid(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);

    private static IPNetwork Parse(string text)
    {
        var address = IPAddress.TryParse(text, out var one) ? one : null;
        return address is null ? IPNetwork.Parse(text) : new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private bool IsTrusted(IPAddress? address) => address is not null && _trusted.Any(network => network.Contains(address));
}

/// <summary>
/// The network that a request came from, hashed, never 0: 24 bits of an IPv4 address, 48 of an IPv6 one. Requests of one key from many of
/// them are a sign that it leaked.
/// </summary>
internal sealed record CallerPlace(uint Hash)
{
    public static CallerPlace? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var hash = SHA256.HashData(bytes.AsSpan(0, bytes.Length == 4 ? 3 : 6));
        return new(Math.Max(1, BinaryPrimitives.ReadUInt32BigEndian(hash)));
    }
}
