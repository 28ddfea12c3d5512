namespace ServerlessGuard.Detection.Tests;

/// <summary>Texts that look busy and hold no secret.</summary>
public sealed class SecretPrecisionTests
{
    [Theory]
    [InlineData("commit 3b335d612137949d2f21fcc6c8c8164db7603227 fixes the order page")]
    [InlineData("id = 123e4567-e89b-42d3-a456-426614174000, parent 223e4567-e89b-42d3-a456-426614174001")]
    [InlineData("\"integrity\": \"sha512-8Oy0KkVw6C1mPq2Jr9q0f3bYxZt5nUeXo1sRg7hLvNdTiWcAaBbEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVv==\"")]
    [InlineData("\"contentHash\": \"u1TnDN6xvP3G4hK2mB7cQ9eR5tY8wZ0aS1dF3gJ6kL2oXiVbNmQ==\"")]
    [InlineData("<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\">")]
    [InlineData("public async Task<Token> GetTokenAsync(CancellationToken cancellationToken) => await tokenSource.Token;")]
    [InlineData("var secret = configuration[\"Vault:SecretName\"]; var key = dictionary.Keys.First();")]
    [InlineData("const password = request.body.password; if (!password) { throw new Error('no password'); }")]
    [InlineData("password: { type: string, minLength: 8, required: true }")]
    [InlineData("The secret of a good soup is patience, and the key to patience is a second helping.")]
    [InlineData("Access to the token endpoint is private; the authorization server issues access tokens of 3600 seconds.")]
    [InlineData("docker pull registry.contoso.com/shop@sha256:9b74c9897bac770ffc029102a200c5de5f3b335d612137949d2f21fcc6c8c816")]
    [InlineData("GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}")]
    [InlineData("API_KEY=your-api-key-here\nDB_PASSWORD=${DB_PASSWORD}\nTOKEN=<token>")]
    [InlineData("primary_key = order_identifier, foreign_key = customer_identifier")]
    [InlineData("See https://github.com/contoso/shop/blob/3b335d612137949d2f21fcc6c8c8164db7603227/src/Order.cs#L12-L40")]
    [InlineData("[keyboard shortcuts] monkey, turkey, donkey, keynote, accessibility, secretary, tokenizer")]
    public void FindsNothing_InTextWithoutSecrets(string text) =>
        Scanner.Default.Scan(text).Where(static finding => finding.Rule.Category == FindingCategory.Secret).ShouldBeEmpty();

    [Theory]
    [InlineData("fabrikam_api_key = \"q7Xk2Lm9s4Tn8Vb3Rp6Wd1Zc5\"")]
    [InlineData("\"fabrikamAccessToken\": \"0f9d8c7b6a5e4d3c2b1a0f9d8c7b6a5e\"")]
    [InlineData("export FABRIKAM_TOKEN=aB3dE5fG7hJ9kL1mN3pQ5")]
    [InlineData("<add key=\"FabrikamSecret\" value=\"x\" /> fabrikam-secret: aB3dE5fG7hJ9kL1mN3pQ5")]
    [InlineData("--client-secret=aB3dE5fG7hJ9kL1mN3pQ5")]
    public void Finds_KeysOfServicesItDoesNotKnow(string text) =>
        Scanner.Default.Scan(text).ShouldContain(static finding => finding.Rule.Category == FindingCategory.Secret);
}
