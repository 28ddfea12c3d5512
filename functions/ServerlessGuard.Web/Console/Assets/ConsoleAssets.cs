using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Markup.Plots;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Assets;

/// <summary>
/// The console's files, embedded in this assembly. Each address holds a hash of the content, so browsers may cache it forever.
/// </summary>
internal sealed class ConsoleAssets
{
    private readonly Dictionary<string, (byte[] Content, string Type)> _byName = new(StringComparer.Ordinal);

    public ConsoleAssets()
    {
        Style = Add(
            "console.css", "text/css; charset=utf-8", [.. Encoding.UTF8.GetBytes(PlotStyle.Sheet.ToString()), .. Read("console.css")]);
        Script = Add("console.js", "text/javascript; charset=utf-8", Read("console.js"));
        Icon = Add("icon.svg", "image/svg+xml", Read("icon.svg"));
    }

    public ConsoleUrl Style { get; }

    public ConsoleUrl Script { get; }

    public ConsoleUrl Icon { get; }

    public (byte[] Content, string Type)? Find(string name) => _byName.TryGetValue(name, out var asset) ? asset : null;

    private static byte[] Read(string file)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"console/{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its resource console/{file}.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }

    private ConsoleUrl Add(string file, string type, byte[] content)
    {
        var name =
            $"{Path.GetFileNameWithoutExtension(file)}.{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}{Path.GetExtension(file)}";
        _byName.Add(name, (content, type));
        return ConsoleUrl.Of("static", name);
    }
}
