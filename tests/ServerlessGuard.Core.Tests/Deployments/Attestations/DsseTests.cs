using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Deployments.Attestations;

public sealed class DsseTests
{
    private const string Example = """
        {"payload": "aGVsbG8gd29ybGQ=",
         "payloadType": "http://example.com/HelloWorld",
         "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
        """;

    /// <summary>The specification's own vector (protocol.md), with its ECDSA key.</summary>
    [Fact]
    public void TheSpecificationsExample_Verifies()
    {
        var envelope = DsseEnvelope.TryRead(Encoding.UTF8.GetBytes(Example)).ShouldNotBeNull();
        var message = DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload.Span);
        Encoding.UTF8.GetString(message).ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Number("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                Y = Number("5640078356564379163099075877009565129882514886557779369047442380624545832820")
            },
        });
        key.VerifyData(message, envelope.Signatures.Single().Bytes.Span, HashAlgorithmName.SHA256).ShouldBeTrue();
        key.VerifyData([.. message, 0], envelope.Signatures.Single().Bytes.Span, HashAlgorithmName.SHA256).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "", "DSSEv1 0  0 ")]
    [InlineData("é", "a b", "DSSEv1 2 é 3 a b")]
    public void PreAuthentication_CountsBytes(string type, string payload, string expected) =>
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthentication(type, Encoding.UTF8.GetBytes(payload))).ShouldBe(expected);

    [Theory]
    [InlineData("-_-_")]
    [InlineData("+/+/")]
    [InlineData("_w")]
    [InlineData("_w==")]
    public void BothAlphabets_AreRead(string payload) =>
        DsseEnvelope.TryRead(Encoding.UTF8.GetBytes($$"""{"payload":"{{payload}}","payloadType":"t","signatures":[{"sig":"AA=="}]}"""))
            .ShouldNotBeNull();

    [Theory]
    [InlineData("""{"payload":"AA==","payload":"AQ==","payloadType":"t","signatures":[{"sig":"AA=="}]}""")]
    [InlineData("""{"payload":"!!","payloadType":"t","signatures":[{"sig":"AA=="}]}""")]
    [InlineData("""{"payload":"AA==","payloadType":"t","signatures":{}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void WhatIsNoEnvelope_IsNotRead(string json) => DsseEnvelope.TryRead(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    /// <summary>RFC 8410, section 10.3: a private key and, in 10.1, its public one.</summary>
    [Fact]
    public void AttesterKey_ReadsRfc8410_AndWritesWhatItReads()
    {
        const string pem =
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
        var key = AttesterKey.TryRead(pem).ShouldNotBeNull();
        key.PublicKey.ToArray().ShouldBe(Convert.FromBase64String("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")[^32..]);
        key.ToPem().ShouldBe(pem);
        key.ToString().ShouldBe(key.PublicText);

        var made = AttesterKey.Generate(new SeededEntropy(5));
        AttesterKey.TryRead(made.ToPem())!.PublicText.ShouldBe(made.PublicText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n")]
    public void OtherPems_AreNoKeys(string pem) => AttesterKey.TryRead(pem).ShouldBeNull();

    private static byte[] Number(string text)
    {
        var bytes = BigInteger.Parse(text, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
