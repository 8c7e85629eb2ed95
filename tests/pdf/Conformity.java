import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks files against PDF/UA-1 and PDF/A-3a, those named …archive.pdf against PDF/A-2a instead: java -cp ENGINE.jar Conformity.java FILE...
 *
 * One line per file and standard, separated by tabs: file, standard, number of checks, then a message for each rule that is broken.
 * The engine's own reader of profiles needs JAXB, which its jar leaves out; so the profiles are read as plain XML here.
 */
public final class Conformity {
    private static final String FOLDER = "org/verapdf/pdfa/validation/";

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<PDFAFlavour, ValidationProfile> profiles = new TreeMap<>();
        profiles.put(PDFAFlavour.PDFUA_1, new ProfileFile(PDFAFlavour.PDFUA_1, "PDFUA-1.xml").profile());
        profiles.put(PDFAFlavour.PDFA_3_A, new ProfileFile(PDFAFlavour.PDFA_3_A, "PDFA-3A.xml").profile());
        profiles.put(PDFAFlavour.PDFA_2_A, new ProfileFile(PDFAFlavour.PDFA_2_A, "PDFA-2A.xml").profile());
        for (String file : files) {
            PDFAFlavour other = file.endsWith("archive.pdf") ? PDFAFlavour.PDFA_3_A : PDFAFlavour.PDFA_2_A;
            for (Map.Entry<PDFAFlavour, ValidationProfile> entry : profiles.entrySet()) {
                if (entry.getKey() == other) {
                    continue;
                }
                System.out.println(line(file, entry.getKey(), entry.getValue()));
            }
        }
    }

    private static String line(String file, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
        List<String> cells = new ArrayList<>(List.of(file, flavour.getId()));
        try (var parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                var validator = Foundries.defaultInstance().createValidator(profile, 1, false, true, false)) {
            ValidationResult result = (ValidationResult) validator.validate(parser);
            cells.add(String.valueOf(result.getTotalAssertions()));
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, rule + ": " + check.getMessage() + " @ " + check.getLocation().getContext());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("", "not compliant");
            }
            broken.values().forEach(message -> cells.add(message.replaceAll("\\s+", " ")));
        }
        return String.join("\t", cells);
    }

    /** A validation profile, read from the XML inside the engine's jar. */
    private static final class ProfileFile {
        private final PDFAFlavour flavour;
        private final Element root;

        ProfileFile(PDFAFlavour flavour, String name) throws Exception {
            this.flavour = flavour;
            try (InputStream xml = Conformity.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
                this.root = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(xml).getDocumentElement();
            }
        }

        ValidationProfile profile() {
            TreeSet<Rule> rules = new TreeSet<>(Comparator.comparing((Rule rule) -> rule.getRuleId().getClause())
                .thenComparing(rule -> rule.getRuleId().getTestNumber()).thenComparing(Rule::getObject));
            each(root, "rule").forEach(element -> rules.add(rule(element)));
            TreeSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getObject).thenComparing(Variable::getName));
            each(root, "variable").forEach(element -> variables.add(variable(element)));
            Element details = first(root, "details");
            return Profiles.profileFromSortedValues(flavour, Profiles.profileDetailsFromValues(text(details, "name"),
                text(details, "description"), details.getAttribute("creator"), new Date(0)), "", rules, variables);
        }

        private static Rule rule(Element element) {
            Element id = first(element, "id");
            List<ErrorArgument> arguments = new ArrayList<>();
            for (Element argument : each(first(element, "error"), "argument")) {
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), argument.getAttribute("name"), null));
            }
            var ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
            return Profiles.ruleFromValues(ruleId, element.getAttribute("object"), deferred, element.getAttribute("tags"),
                text(element, "description"), text(element, "test"),
                Profiles.errorFromValues(text(first(element, "error"), "message"), arguments), List.of());
        }

        private static Variable variable(Element element) {
            return Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                text(element, "defaultValue"), text(element, "value"));
        }

        private static List<Element> each(Element parent, String tag) {
            NodeList found = parent.getElementsByTagName(tag);
            List<Element> elements = new ArrayList<>();
            for (int index = 0; index < found.getLength(); index++) {
                elements.add((Element) found.item(index));
            }
            return elements;
        }

        private static Element first(Element parent, String tag) {
            return each(parent, tag).get(0);
        }

        private static String text(Element parent, String tag) {
            return first(parent, tag).getTextContent();
        }
    }
}
