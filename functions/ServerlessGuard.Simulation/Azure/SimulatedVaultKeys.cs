using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Key Vault's keys: versions, wrapping with RSA-OAEP-256, signing with ES256.</summary>
public sealed class SimulatedVaultKeys : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Version>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private int _next;

    /// <summary>Adds a version, which becomes the current one. Returns its id.</summary>
    public string Create(string name, bool signs = false)
    {
        lock (_gate)
        {
            var version = new Version(
                ((++_next * 2654435761L) & 0xffffffffL).ToString("x32", CultureInfo.InvariantCulture),
                signs ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048));
            if (!_keys.TryGetValue(name, out var versions))
            {
                _keys[name] = versions = [];
            }

            versions.Add(version);
            return version.Id;
        }
    }

    /// <summary>Destroys every version of a key.</summary>
    public void Destroy(string name)
    {
        lock (_gate)
        {
            _keys.Remove(name);
        }
    }

    /// <summary>The public key of a signing key's newest version.</summary>
    public ECDsa PublicKey(string name)
    {
        lock (_gate)
        {
            return ECDsa.Create(((ECDsa)_keys[name][^1].Key).ExportParameters(includePrivateParameters: false));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var version in _keys.Values.SelectMany(static v => v))
            {
                version.Key.Dispose();
            }

            _keys.Clear();
        }
    }

    /// <param name="path">Below <c>keys</c>: name, perhaps version, operation.</param>
    internal AzureResponse Answer(AzureRequest request, string[] path)
    {
        lock (_gate)
        {
            if (request.Method != "POST" || path.Length is not (2 or 3) || !_keys.TryGetValue(path[0], out var versions)
                || (path.Length == 2 ? versions[^1] : versions.Find(v => v.Id == path[1])) is not { } version)
            {
                return AzureResponse.Error(404, "KeyNotFound");
            }

            try
            {
                var value = Base64Url.DecodeFromChars((string)request.Body!["value"]!);
                var result = (path[^1].ToLowerInvariant(), (string?)request.Body["alg"], version.Key) switch
                {
                    ("wrapkey", "RSA-OAEP-256", RSA rsa) => rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256),
                    ("unwrapkey", "RSA-OAEP-256", RSA rsa) => rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256),
                    ("sign", "ES256", ECDsa ec) => ec.SignHash(value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                    _ => null,
                };
                return result is null
                    ? AzureResponse.Error(400, "BadParameter")
                    : new(200, new JsonObject
                    {
                        ["kid"] = $"https://{AzureSimulation.VaultHost}/keys/{path[0]}/{version.Id}",
                        ["value"] = Base64Url.EncodeToString(result)
                    });
            }
            catch (Exception e) when (e is CryptographicException or FormatException)
            {
                return AzureResponse.Error(400, "BadParameter");
            }
        }
    }

    private sealed record Version(string Id, AsymmetricAlgorithm Key);
}
