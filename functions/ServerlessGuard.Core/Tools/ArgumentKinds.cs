using System.Collections.Concurrent;
using System.Collections.Frozen;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>Tells an argument's kind from its name: the last word that says something decides.</summary>
internal static class ArgumentKinds
{
    private static readonly FrozenDictionary<string, ArgumentKind> Words = new Dictionary<ArgumentKind, string>
    {
        [ArgumentKind.Recipient] =
            "to cc bcc recipient receiver participant attendee invitee guest email mail payee beneficiary channel user username member group "
            + "team assignee reviewer collaborator contact address phone mobile fax destination dest person people customer client owner "
            + "handle audience counterparty subscriber inbox who whom sender mailbox conversation thread room workspace tenant principal "
            + "login employee colleague friend",
        [ArgumentKind.Link] =
            "url uri link href endpoint webhook callback domain host hostname site website origin ip server proxy redirect feed src image",
        [ArgumentKind.Account] =
            "account iban bic swift routing card wallet sortcode bank creditor debtor payer",
        [ArgumentKind.Path] = "path file filename filepath dir directory folder attachment document doc dst glob",
        [ArgumentKind.Command] = "command cmd script shell exec args program expression sql statement code eval snippet patch diff",
        [ArgumentKind.Id] = "id uuid guid sha commit pr mr",
        [ArgumentKind.Amount] =
            "amount sum price total cost fee payment refund discount budget salary bid tip quantity qty credit debit charge deposit",
        [ArgumentKind.Credential] = "password passwd passphrase secret token pin otp apikey credential pwd",
        [ArgumentKind.Target] =
            "hotel restaurant company airline flight car vehicle product item sku seller vendor merchant provider store shop service plan "
            + "package property listing ticket event booking reservation subscription symbol stock ticker repo repository remote project "
            + "bucket table database collection queue topic namespace cluster instance device target asset order invoice issue task",
        [ArgumentKind.Prose] =
            "body content note comment message text subject title description summary reason detail caption reply memo remark bio "
            + "feedback announcement prompt question answer greeting purpose agenda headline html markdown post narrative explanation "
            + "justification msg instruction review resolution",
        [ArgumentKind.Neutral] =
            "date time start end day month year hour minute duration when deadline due until since timezone status state priority type kind "
            + "category label tag color colour format language locale currency unit limit count page size offset order sort recurring "
            + "recurrence frequency query search keyword filter confirm urgent notify quality rating severity level location lang "
            + "mode visibility permission role access scope public private enabled active version n max min q reminder severity checkin "
            + "checkout nights guests adults children seats",
    }
    .SelectMany(static one => one.Value.Split(' ').Distinct().Select(word => (word, one.Key)))
    .DistinctBy(static one => one.word)
    .ToFrozenDictionary(static one => one.word, static one => one.Key, StringComparer.Ordinal);

    /// <summary>Words that say nothing alone: <c>account_number</c> is an account, <c>number</c> an identifier.</summary>
    private static readonly FrozenSet<string> Weak = Set("number no num nr code name list value data info ref reference key s new old my");

    /// <summary>Tools whose calls cannot be taken back, or that give something away.</summary>
    private static readonly FrozenSet<string> Destructive = Set(
        "delete remove drop cancel revoke close archive transfer share grant invite purge wipe erase overwrite execute run exec kill stop "
        + "terminate disable reset move rename merge publish forward deploy uninstall unsubscribe block ban approve unlock");

    private static readonly FrozenSet<string> Making = Set("create new add write save draft make append");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kinds that were told before: names are few, and a model that invents many fills this once.</summary>
    private static readonly ConcurrentDictionary<string, ArgumentKind> Kinds = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, (bool IsDestructive, bool Makes)> Verbs = new(StringComparer.Ordinal);

    private const int MostKept = 4096;
    private const int LongestName = 128;

    public static ArgumentKind Of(string name)
    {
        if (Kinds.TryGetValue(name, out var known))
        {
            return known;
        }

        var kind = name.Length > LongestName ? ArgumentKind.Other : Read(name);
        if (Kinds.Count < MostKept && name.Length <= LongestName)
        {
            Kinds[name] = kind;
        }

        return kind;
    }

    private static ArgumentKind Read(string name)
    {
        var words = Split(name);
        var weak = ArgumentKind.Other;
        for (var i = words.Count - 1; i >= 0; i--)
        {
            var word = words[i];
            if (Weak.Contains(word))
            {
                weak = word is "number" or "no" or "num" or "nr" or "ref" or "reference" or "key" ? ArgumentKind.Id : weak;
            }
            else if (Find(word) is { } kind)
            {
                return kind;
            }
        }

        return weak;
    }

    public static bool IsDestructive(string tool) => VerbsOf(tool).IsDestructive;

    /// <summary>Whether a tool makes something new, under a name that the model may choose.</summary>
    public static bool Makes(string tool) => VerbsOf(tool) is { Makes: true, IsDestructive: false };

    /// <param name="tool">The id of a tool of a policy.</param>
    private static (bool IsDestructive, bool Makes) VerbsOf(string tool)
    {
        if (Verbs.TryGetValue(tool, out var known))
        {
            return known;
        }

        var words = Split(tool);
        var verbs = (words.Exists(static word => Destructive.Contains(word)), words.Exists(static word => Making.Contains(word)));
        if (Verbs.Count < MostKept)
        {
            Verbs[tool] = verbs;
        }

        return verbs;
    }

    /// <summary>Whether a value of the kind needs a source by default: nothing is said, so nobody vouches for it.</summary>
    public static bool NeedsSource(ArgumentKind kind, ToolEffect effect, string tool) => kind switch
    {
        ArgumentKind.Neutral or ArgumentKind.Prose or ArgumentKind.Command => false,
        ArgumentKind.Link => true,
        _ when effect == ToolEffect.Read => false,
        ArgumentKind.Path => !Makes(tool),
        ArgumentKind.Other => IsDestructive(tool),
        _ => true,
    };

    private static ArgumentKind? Find(string word)
    {
        if (Words.TryGetValue(word, out var kind))
        {
            return kind;
        }

        return word.Length > 3 && word[^1] == 's'
            && (Words.TryGetValue(word[..^1], out kind)
                || (word.EndsWith("es", StringComparison.Ordinal) && Words.TryGetValue(word[..^2], out kind))
                || (word.EndsWith("ies", StringComparison.Ordinal) && Words.TryGetValue(word[..^3] + "y", out kind)))
            ? kind
            : null;
    }

    /// <summary>The words of <c>user_email</c>, <c>userEmail</c> and <c>user-email</c>, in small letters.</summary>
    private static List<string> Split(string name)
    {
        var words = new List<string>(4);
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsLetter(name[i]);
            if (isEnd || (i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                if (i > start)
                {
                    words.Add(name[start..i].ToLowerInvariant());
                }

                start = isEnd ? i + 1 : i;
            }
        }

        return words;
    }
}
