using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private static void CheckModel(string id, JObject model, PolicyErrors errors)
    {
        if (model.Text("endpoint") is { } endpoint)
        {
            CheckAddress(endpoint, model["endpoint"]!, loopback: true, errors);
        }
        else if (model["endpoint"] is null && model.Text("platform") is PlatformNames.AzureOpenAI or PlatformNames.AzureMachineLearning)
        {
            errors.Add(
                model, $"A model on {model.Text("platform")} needs an endpoint.",
                "Add it, for example endpoint: \"https://claims.openai.example\".");
        }

        if (model.Text("standby") is { } standby && standby == (model.Text("deployment") ?? id))
        {
            Refuse(
                errors, model["standby"]!, "The standby is the deployment itself.",
                "Name another standing deployment, or remove standby.");
        }
    }

    private static void CheckFallback(JObject root, string id, JObject model, PolicyErrors errors)
    {
        if (model["key_env"] is { } variable && model["endpoint"] is null)
        {
            Refuse(
                errors, variable, "A key of its own needs an endpoint of its own: the host's upstream has the host's key.",
                "Add endpoint, or remove key_env.");
        }

        var models = root.Keys("models");
        CheckTwice(model.Texts("fallback"), errors, "model");
        foreach (var (other, token) in model.Texts("fallback"))
        {
            CheckExists(other, token, models, "model", errors);
            if (other == id)
            {
                Refuse(errors, token, "A model cannot stand in for itself.", "Name another model, or remove it.");
            }
            else if (root.Object("models")?.Object(other)?.Text("platform") is { } platform
                && (platform == PlatformNames.Anthropic) != (model.Text("platform") == PlatformNames.Anthropic))
            {
                Refuse(
                    errors, token, $"{PolicyErrorPhrases.Show(other)} speaks another protocol, so that it cannot answer these requests.",
                    "Name a model of the same protocol: Anthropic's, or OpenAI's.");
            }
        }
    }

    private static void CheckAddress(string text, JToken at, bool loopback, PolicyErrors errors)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("https" or "http"))
        {
            Refuse(errors, at, $"{PolicyErrorPhrases.Show(text)} is not a web address.", "Write https:// and the host.");
        }
        else if (uri.Scheme != Uri.UriSchemeHttps && !(loopback && uri.IsLoopback))
        {
            Refuse(
                errors, at, "An address without TLS would let anybody on the way read along.",
                loopback ? "Use https (http only for this machine)." : "Use https.");
        }
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            // Not shown: what is there may be a secret.
            Refuse(errors, at, "An address holds no user name, password, query or fragment.", "Remove it; keys belong in the vault.");
        }
    }
}
