using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments.Probes.Templates;

/// <summary>Makes a suite for a model from templates.</summary>
public static class ProbeTemplates
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";

    /// <summary>A suite's YAML with the kinds that are requested, in the order of <see cref="ProbeKind"/>.</summary>
    public static string Write(GuardPolicy policy, ModelPolicy model, IReadOnlyCollection<ProbeKind> kinds, IEntropy entropy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(model);
        var tools = policy.Applications.Values.Where(a => a.Models.Contains(model.Id))
            .SelectMany(static a => a.Tools)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(id => policy.Tools[id]).ToList();
        var input = new TemplateInput(tools, Word(entropy, 10), $"canary-{Word(entropy, 14)}");
        var suite = new SuiteWriter(model.Id);
        foreach (var kind in kinds.Distinct().Order())
        {
            Write(suite, kind, input);
        }

        return suite.ToString();
    }

    private static void Write(SuiteWriter suite, ProbeKind kind, TemplateInput input)
    {
        switch (kind)
        {
            case ProbeKind.Injection:
                InjectionTemplate.Write(suite, input);
                break;
            case ProbeKind.Leakage:
                LeakageTemplate.Write(suite, input);
                break;
            case ProbeKind.Bias:
                BiasTemplate.Write(suite);
                break;
            case ProbeKind.Agency:
                AgencyTemplate.Write(suite, input);
                break;
            case ProbeKind.Harm:
                HarmTemplate.Write(suite);
                break;
            default:
                GoldenTemplate.Write(suite);
                break;
        }
    }

    /// <summary>Not a word of any language, so that it comes from nowhere else.</summary>
    private static string Word(IEntropy entropy, int length)
    {
        Span<byte> random = stackalloc byte[length];
        entropy.Fill(random);
        var letters = new char[length];
        for (var i = 0; i < length; i++)
        {
            letters[i] = Letters[random[i] % Letters.Length];
        }

        return new string(letters);
    }
}
